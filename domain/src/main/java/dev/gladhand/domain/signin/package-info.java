/** How a fleet signs in at a provider. */
@NullMarked
package dev.gladhand.domain.signin;

import org.jspecify.annotations.NullMarked;
