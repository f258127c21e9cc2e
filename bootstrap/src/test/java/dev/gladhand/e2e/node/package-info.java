/** Start and stop of a node, and what it shows of itself. */
@NullMarked
package dev.gladhand.e2e.node;

import org.jspecify.annotations.NullMarked;
