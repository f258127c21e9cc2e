/** Answers that are made piece by piece. */
@NullMarked
package dev.gladhand.http.stream;

import org.jspecify.annotations.NullMarked;
