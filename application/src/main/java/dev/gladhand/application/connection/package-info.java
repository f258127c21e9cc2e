/** Connections to TSPs: creating, changing and testing them, and describing what each can do. */
@NullMarked
package dev.gladhand.application.connection;

import org.jspecify.annotations.NullMarked;
