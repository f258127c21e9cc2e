/** The rows of deliveries, of their lanes and attempts, and of the sums of attempts per minute. */
@NullMarked
package dev.gladhand.persistence.delivery;

import org.jspecify.annotations.NullMarked;
