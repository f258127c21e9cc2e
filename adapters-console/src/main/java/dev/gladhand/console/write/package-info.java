/** The page on which a user can try writes of the API. */
@NullMarked
package dev.gladhand.console.write;

import org.jspecify.annotations.NullMarked;
