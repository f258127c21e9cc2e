/** Whether a provider is called at all: circuits, places for calls, and budgets of retries. */
@NullMarked
package dev.gladhand.application.health;

import org.jspecify.annotations.NullMarked;
