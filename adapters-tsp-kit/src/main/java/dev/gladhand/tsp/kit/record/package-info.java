/** Records at a provider: writing, listing and finding them. */
@NullMarked
package dev.gladhand.tsp.kit.record;

import org.jspecify.annotations.NullMarked;
