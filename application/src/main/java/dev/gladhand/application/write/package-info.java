/**
 * Accepts writes: checks them, and then stores them to be delivered later, delivers them now, or
 * shows what would be sent.
 */
@NullMarked
package dev.gladhand.application.write;

import org.jspecify.annotations.NullMarked;
