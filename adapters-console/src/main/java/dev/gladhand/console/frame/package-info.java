/** What every page of the console needs. */
@NullMarked
package dev.gladhand.console.frame;

import org.jspecify.annotations.NullMarked;
