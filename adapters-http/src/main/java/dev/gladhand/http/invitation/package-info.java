/** Invitations of fleets. */
@NullMarked
package dev.gladhand.http.invitation;

import org.jspecify.annotations.NullMarked;
