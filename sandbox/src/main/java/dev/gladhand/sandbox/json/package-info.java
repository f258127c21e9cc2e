/**
 * A small strict JSON reader and writer. The sandbox has its own, so that it shares no code with
 * the program that it tests.
 */
@NullMarked
package dev.gladhand.sandbox.json;

import org.jspecify.annotations.NullMarked;
