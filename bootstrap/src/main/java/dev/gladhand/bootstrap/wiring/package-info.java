/** The program put together: one factory for each topic. */
@NullMarked
package dev.gladhand.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
