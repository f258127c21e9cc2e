/** What is published of what a connection accepts, held against what it accepts. */
@NullMarked
package dev.gladhand.capabilities;

import org.jspecify.annotations.NullMarked;
