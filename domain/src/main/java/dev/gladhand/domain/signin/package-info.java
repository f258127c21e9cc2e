/** The sign-in of fleets at a provider. */
@NullMarked
package dev.gladhand.domain.signin;

import org.jspecify.annotations.NullMarked;
