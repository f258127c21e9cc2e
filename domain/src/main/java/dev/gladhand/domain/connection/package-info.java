/** Partners, and the connections of their fleets with credentials and settings. */
@NullMarked
package dev.gladhand.domain.connection;

import org.jspecify.annotations.NullMarked;
