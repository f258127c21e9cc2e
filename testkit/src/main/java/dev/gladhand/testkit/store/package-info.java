/** The contract of the store, and an implementation in memory. */
@NullMarked
package dev.gladhand.testkit.store;

import org.jspecify.annotations.NullMarked;
