/** Decides when a lane may make its next call, and notes what its writes have waited for. */
@NullMarked
package dev.gladhand.application.limit;

import org.jspecify.annotations.NullMarked;
