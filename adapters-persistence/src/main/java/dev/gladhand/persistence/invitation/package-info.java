/** The tables of invitations, sign-ins and OAuth applications. */
@NullMarked
package dev.gladhand.persistence.invitation;

import org.jspecify.annotations.NullMarked;
