/** Who may do what: tokens, secrets, scopes. */
@NullMarked
package dev.gladhand.e2e.access;

import org.jspecify.annotations.NullMarked;
