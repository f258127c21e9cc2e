/** The runnable program: wiring, configuration, the demo, architecture and end-to-end tests. */
@NullMarked
package dev.gladhand.bootstrap;

import org.jspecify.annotations.NullMarked;
