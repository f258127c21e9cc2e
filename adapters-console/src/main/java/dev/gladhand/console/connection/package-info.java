/** The pages of connections and of the records behind them. */
@NullMarked
package dev.gladhand.console.connection;

import org.jspecify.annotations.NullMarked;
