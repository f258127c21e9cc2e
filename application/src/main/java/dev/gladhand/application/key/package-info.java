/** The master key that wraps all stored secrets, and its change. */
@NullMarked
package dev.gladhand.application.key;

import org.jspecify.annotations.NullMarked;
