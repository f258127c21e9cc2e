/** What became of an attempt at a provider. */
@NullMarked
package dev.gladhand.domain.outcome;

import org.jspecify.annotations.NullMarked;
