/** The outbox: what happened, in the order in which it is told. */
@NullMarked
package dev.gladhand.persistence.event;

import org.jspecify.annotations.NullMarked;
