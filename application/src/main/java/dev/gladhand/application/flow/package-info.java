/** Reads which operations proceed and which are blocked. */
@NullMarked
package dev.gladhand.application.flow;

import org.jspecify.annotations.NullMarked;
