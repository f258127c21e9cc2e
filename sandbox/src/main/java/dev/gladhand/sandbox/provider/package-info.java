/** What the simulated providers have in common: routes, shapes, limits. */
@NullMarked
package dev.gladhand.sandbox.provider;

import org.jspecify.annotations.NullMarked;
