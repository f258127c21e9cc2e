/** Units of measurement. */
@NullMarked
package dev.gladhand.domain.unit;

import org.jspecify.annotations.NullMarked;
