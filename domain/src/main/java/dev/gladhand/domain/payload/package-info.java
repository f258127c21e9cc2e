/** The payloads of the seven resources: their fields, limits and references. */
@NullMarked
package dev.gladhand.domain.payload;

import org.jspecify.annotations.NullMarked;
