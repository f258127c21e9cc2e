/**
 * The engine of lanes: claims, keeps, drives, gives back and wakes them, whatever is done in them.
 */
@NullMarked
package dev.gladhand.application.lane;

import org.jspecify.annotations.NullMarked;
