/** A small strict JSON reader and writer, so that the sandbox shares no code with what it tests. */
@NullMarked
package dev.gladhand.sandbox.json;

import org.jspecify.annotations.NullMarked;
