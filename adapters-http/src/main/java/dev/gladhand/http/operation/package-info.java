/** Routes that list, show, retry and cancel operations. */
@NullMarked
package dev.gladhand.http.operation;

import org.jspecify.annotations.NullMarked;
