/** The nodes and the sessions of the console, in SQL. */
@NullMarked
package dev.gladhand.persistence.node;

import org.jspecify.annotations.NullMarked;
