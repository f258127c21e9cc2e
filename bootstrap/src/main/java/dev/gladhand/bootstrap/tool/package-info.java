/** The program as a tool: commands against a node that runs, none of whose classes a node loads. */
@NullMarked
package dev.gladhand.bootstrap.tool;

import org.jspecify.annotations.NullMarked;
