/** Limits that a provider sets. */
@NullMarked
package dev.gladhand.domain.limit;

import org.jspecify.annotations.NullMarked;
