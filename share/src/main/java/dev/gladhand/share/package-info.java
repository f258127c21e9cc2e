/** Shares limited means of a node between those who need them, usually partners. */
@NullMarked
package dev.gladhand.share;

import org.jspecify.annotations.NullMarked;
