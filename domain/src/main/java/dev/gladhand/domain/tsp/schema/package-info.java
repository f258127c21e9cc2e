/** What a provider asks of a connection. */
@NullMarked
package dev.gladhand.domain.tsp.schema;

import org.jspecify.annotations.NullMarked;
