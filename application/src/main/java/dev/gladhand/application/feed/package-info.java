/** Events in order: numbering, the feed, rendering and pruning. */
@NullMarked
package dev.gladhand.application.feed;

import org.jspecify.annotations.NullMarked;
