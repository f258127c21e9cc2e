/** The master key over HTTP. */
@NullMarked
package dev.gladhand.http.key;

import org.jspecify.annotations.NullMarked;
