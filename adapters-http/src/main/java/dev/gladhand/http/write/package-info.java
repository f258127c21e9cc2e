/** Accepting writes: one way for all resources. */
@NullMarked
package dev.gladhand.http.write;

import org.jspecify.annotations.NullMarked;
