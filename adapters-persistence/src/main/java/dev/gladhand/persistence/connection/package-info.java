/** The tables of connections and their credentials. */
@NullMarked
package dev.gladhand.persistence.connection;

import org.jspecify.annotations.NullMarked;
