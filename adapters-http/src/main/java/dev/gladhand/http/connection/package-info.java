/** Routes for connections and for the capabilities of TSPs. */
@NullMarked
package dev.gladhand.http.connection;

import org.jspecify.annotations.NullMarked;
