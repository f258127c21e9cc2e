/** Parts of pages that are updated while they are open. */
@NullMarked
package dev.gladhand.console.live;

import org.jspecify.annotations.NullMarked;
