/** The ports to the store, and the values that they take and return. */
@NullMarked
package dev.gladhand.application.store;

import org.jspecify.annotations.NullMarked;
