/** The settings of a node, read from its environment. */
@NullMarked
package dev.gladhand.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
