/** The use cases of connections and references, over the store in memory. */
@NullMarked
package dev.gladhand.testkit.connection;

import org.jspecify.annotations.NullMarked;
