/** Invitations of fleets. */
@NullMarked
package dev.gladhand.persistence.invitation;

import org.jspecify.annotations.NullMarked;
