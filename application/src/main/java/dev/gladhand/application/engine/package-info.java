/** The async engine: lanes, limits, attempts and what follows them. */
@NullMarked
package dev.gladhand.application.engine;

import org.jspecify.annotations.NullMarked;
