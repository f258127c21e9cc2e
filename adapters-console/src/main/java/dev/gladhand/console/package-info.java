/** The operators' and partners' console. */
@NullMarked
package dev.gladhand.console;

import org.jspecify.annotations.NullMarked;
