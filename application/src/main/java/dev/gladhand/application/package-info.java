/** Use cases, the engine that executes operations, and the ports that they need. */
@NullMarked
package dev.gladhand.application;

import org.jspecify.annotations.NullMarked;
