/** Lanes: their leases and wake-ups, and which write of an order key comes next. */
@NullMarked
package dev.gladhand.persistence.lane;

import org.jspecify.annotations.NullMarked;
