/** The pages of webhooks. */
@NullMarked
package dev.gladhand.console.webhook;

import org.jspecify.annotations.NullMarked;
