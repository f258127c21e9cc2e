/** The ports of the store on maps in memory. */
@NullMarked
package dev.gladhand.testkit.store.memory;

import org.jspecify.annotations.NullMarked;
