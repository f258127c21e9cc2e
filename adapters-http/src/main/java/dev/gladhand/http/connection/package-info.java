/** Routes of connections and of what TSPs can do. */
@NullMarked
package dev.gladhand.http.connection;

import org.jspecify.annotations.NullMarked;
