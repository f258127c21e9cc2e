/** The node itself: whether it lives, what it counts, and how it is to be talked to. */
@NullMarked
package dev.gladhand.http.node;

import org.jspecify.annotations.NullMarked;
