/** Accepting writes: now, later, or only for show. */
@NullMarked
package dev.gladhand.application.write;

import org.jspecify.annotations.NullMarked;
