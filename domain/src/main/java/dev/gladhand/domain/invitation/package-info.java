/** How a fleet is asked to connect itself. */
@NullMarked
package dev.gladhand.domain.invitation;

import org.jspecify.annotations.NullMarked;
