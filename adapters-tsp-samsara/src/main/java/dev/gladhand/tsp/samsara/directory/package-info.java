/** Lists the records that Samsara has of a fleet. */
@NullMarked
package dev.gladhand.tsp.samsara.directory;

import org.jspecify.annotations.NullMarked;
