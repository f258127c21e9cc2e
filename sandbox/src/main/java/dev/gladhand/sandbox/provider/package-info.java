/** Common parts of the simulated providers: routes, shapes, limits. */
@NullMarked
package dev.gladhand.sandbox.provider;

import org.jspecify.annotations.NullMarked;
