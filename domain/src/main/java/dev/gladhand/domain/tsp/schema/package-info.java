/** The credentials and settings that a connection of a provider needs. */
@NullMarked
package dev.gladhand.domain.tsp.schema;

import org.jspecify.annotations.NullMarked;
