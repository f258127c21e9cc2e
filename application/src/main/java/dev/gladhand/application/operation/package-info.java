/** Looking at operations, repeating and cancelling them. */
@NullMarked
package dev.gladhand.application.operation;

import org.jspecify.annotations.NullMarked;
