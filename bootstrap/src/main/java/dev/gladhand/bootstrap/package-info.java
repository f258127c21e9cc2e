/** The runnable program: start, demo, and configuration. */
@NullMarked
package dev.gladhand.bootstrap;

import org.jspecify.annotations.NullMarked;
