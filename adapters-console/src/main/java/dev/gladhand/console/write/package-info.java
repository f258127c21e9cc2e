/** The page on which one tries the API. */
@NullMarked
package dev.gladhand.console.write;

import org.jspecify.annotations.NullMarked;
