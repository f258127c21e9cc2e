/** The stored operation of a write, its attempts and its state machine. */
@NullMarked
package dev.gladhand.domain.operation;

import org.jspecify.annotations.NullMarked;
