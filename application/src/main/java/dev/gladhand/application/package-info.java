/** Use cases, the engine that executes operations, and the ports it needs. */
@NullMarked
package dev.gladhand.application;

import org.jspecify.annotations.NullMarked;
