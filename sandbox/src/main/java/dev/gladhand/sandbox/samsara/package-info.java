/** Samsara's API as documented. */
@NullMarked
package dev.gladhand.sandbox.samsara;

import org.jspecify.annotations.NullMarked;
