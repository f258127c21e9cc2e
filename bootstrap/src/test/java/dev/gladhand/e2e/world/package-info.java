/** What the end-to-end tests start: nodes, stores, simulated providers and receivers. */
@NullMarked
package dev.gladhand.e2e.world;

import org.jspecify.annotations.NullMarked;
