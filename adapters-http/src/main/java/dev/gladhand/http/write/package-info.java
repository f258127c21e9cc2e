/** Accepts writes; one implementation serves all resources. */
@NullMarked
package dev.gladhand.http.write;

import org.jspecify.annotations.NullMarked;
