/** Partners, and the lock that keeps two changes of one partner apart. */
@NullMarked
package dev.gladhand.persistence.partner;

import org.jspecify.annotations.NullMarked;
