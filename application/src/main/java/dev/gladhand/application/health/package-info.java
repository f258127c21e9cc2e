/** Decides whether a provider may be called: circuits, places for calls, and budgets of retries. */
@NullMarked
package dev.gladhand.application.health;

import org.jspecify.annotations.NullMarked;
