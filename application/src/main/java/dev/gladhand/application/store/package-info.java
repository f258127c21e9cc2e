/** The ports to the store, and the values that pass through them. */
@NullMarked
package dev.gladhand.application.store;

import org.jspecify.annotations.NullMarked;
