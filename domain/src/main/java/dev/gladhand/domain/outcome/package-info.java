/** Results of calls to a provider. */
@NullMarked
package dev.gladhand.domain.outcome;

import org.jspecify.annotations.NullMarked;
