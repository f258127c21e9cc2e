/** A write on its way: the operation, its attempts and its state machine. */
@NullMarked
package dev.gladhand.domain.operation;

import org.jspecify.annotations.NullMarked;
