/** The nodes of this installation. */
@NullMarked
package dev.gladhand.application.node;

import org.jspecify.annotations.NullMarked;
