/** What all pages of the console share. */
@NullMarked
package dev.gladhand.console.frame;

import org.jspecify.annotations.NullMarked;
