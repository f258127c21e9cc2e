/** Tells those who collect traces what is done for an operation. */
@NullMarked
package dev.gladhand.application.trace;

import org.jspecify.annotations.NullMarked;
