/** Deliveries and their lanes, attempts and figures, by row. */
@NullMarked
package dev.gladhand.persistence.delivery;

import org.jspecify.annotations.NullMarked;
