/** The pages of operations. */
@NullMarked
package dev.gladhand.console.operation;

import org.jspecify.annotations.NullMarked;
