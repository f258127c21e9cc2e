/** Looking at operations, repeating and cancelling them. */
@NullMarked
package dev.gladhand.http.operation;

import org.jspecify.annotations.NullMarked;
