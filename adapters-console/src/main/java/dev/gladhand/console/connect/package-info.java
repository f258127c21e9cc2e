/** The pages on which a fleet connects itself. */
@NullMarked
package dev.gladhand.console.connect;

import org.jspecify.annotations.NullMarked;
