/** Rate limits of providers. */
@NullMarked
package dev.gladhand.domain.limit;

import org.jspecify.annotations.NullMarked;
