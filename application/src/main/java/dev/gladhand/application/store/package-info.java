/** The ports to the store, and their values. */
@NullMarked
package dev.gladhand.application.store;

import org.jspecify.annotations.NullMarked;
