/** How what a node has little of is shared between those who want it, partners as a rule. */
@NullMarked
package dev.gladhand.share;

import org.jspecify.annotations.NullMarked;
