/** The database behind the store: its pool, transactions, time limits, repeated calls and clock. */
@NullMarked
package dev.gladhand.persistence.database;

import org.jspecify.annotations.NullMarked;
