/** Routes for invitations of fleets and for OAuth applications. */
@NullMarked
package dev.gladhand.http.invitation;

import org.jspecify.annotations.NullMarked;
