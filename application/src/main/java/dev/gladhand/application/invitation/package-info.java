/** Invitations of fleets, and the pages by which fleets connect. */
@NullMarked
package dev.gladhand.application.invitation;

import org.jspecify.annotations.NullMarked;
