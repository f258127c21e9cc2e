/** The pages of invitations. */
@NullMarked
package dev.gladhand.console.invitation;

import org.jspecify.annotations.NullMarked;
