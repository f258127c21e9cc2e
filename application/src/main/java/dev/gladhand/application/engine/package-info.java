/** The engine that delivers writes: lanes, limits and attempts. */
@NullMarked
package dev.gladhand.application.engine;

import org.jspecify.annotations.NullMarked;
