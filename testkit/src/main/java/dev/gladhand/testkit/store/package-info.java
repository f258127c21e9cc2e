/** What every store must do, and a store in memory that does it. */
@NullMarked
package dev.gladhand.testkit.store;

import org.jspecify.annotations.NullMarked;
