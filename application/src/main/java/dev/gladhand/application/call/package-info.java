/** Calls to a provider with the fleet's credentials. */
@NullMarked
package dev.gladhand.application.call;

import org.jspecify.annotations.NullMarked;
