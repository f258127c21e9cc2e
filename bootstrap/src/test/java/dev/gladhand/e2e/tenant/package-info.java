/** The bounds of a partner, and what one partner can do to another. */
@NullMarked
package dev.gladhand.e2e.tenant;

import org.jspecify.annotations.NullMarked;
