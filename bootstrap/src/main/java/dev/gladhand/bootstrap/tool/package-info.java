/** The command-line tool for a running node. A node loads none of these classes. */
@NullMarked
package dev.gladhand.bootstrap.tool;

import org.jspecify.annotations.NullMarked;
