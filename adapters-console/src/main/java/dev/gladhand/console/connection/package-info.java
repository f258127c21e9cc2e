/** The pages of connections and of their references. */
@NullMarked
package dev.gladhand.console.connection;

import org.jspecify.annotations.NullMarked;
