/** The console. */
@NullMarked
package dev.gladhand.e2e.console;

import org.jspecify.annotations.NullMarked;
