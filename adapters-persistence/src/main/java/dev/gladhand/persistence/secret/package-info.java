/** The sealing of stored secrets by data keys, which a master key wraps. */
@NullMarked
package dev.gladhand.persistence.secret;

import org.jspecify.annotations.NullMarked;
