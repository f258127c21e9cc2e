/** Invitations, by which fleets connect their accounts themselves. */
@NullMarked
package dev.gladhand.domain.invitation;

import org.jspecify.annotations.NullMarked;
