/** Events: stored with the change they tell of, then put in order for their subscribers. */
@NullMarked
package dev.gladhand.persistence.outbox;

import org.jspecify.annotations.NullMarked;
