/** Setting up connections to TSPs, and what each can do. */
@NullMarked
package dev.gladhand.application.connection;

import org.jspecify.annotations.NullMarked;
