/** Records at a provider: read, written whole or in part, listed and found again. */
@NullMarked
package dev.gladhand.tsp.kit.record;

import org.jspecify.annotations.NullMarked;
