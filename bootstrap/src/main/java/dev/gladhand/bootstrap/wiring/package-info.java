/** Makes the beans of the program, with one factory for each topic. */
@NullMarked
package dev.gladhand.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
