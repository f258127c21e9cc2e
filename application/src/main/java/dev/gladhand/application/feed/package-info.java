/** Events in order: how they are numbered, read as a feed, rendered and pruned. */
@NullMarked
package dev.gladhand.application.feed;

import org.jspecify.annotations.NullMarked;
