/** Reading, retrying and cancelling operations. */
@NullMarked
package dev.gladhand.application.operation;

import org.jspecify.annotations.NullMarked;
