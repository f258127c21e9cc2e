/** The store's contracts on both databases, and what only a database can get wrong. */
@NullMarked
package dev.gladhand.persistence;

import org.jspecify.annotations.NullMarked;
