/** Lists and finds the records that a fleet has at Samsara. */
@NullMarked
package dev.gladhand.tsp.samsara.directory;

import org.jspecify.annotations.NullMarked;
