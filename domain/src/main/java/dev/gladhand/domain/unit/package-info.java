/** Units in which something is measured. */
@NullMarked
package dev.gladhand.domain.unit;

import org.jspecify.annotations.NullMarked;
