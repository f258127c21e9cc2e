/** Inviting fleets, and letting them connect themselves. */
@NullMarked
package dev.gladhand.application.invitation;

import org.jspecify.annotations.NullMarked;
