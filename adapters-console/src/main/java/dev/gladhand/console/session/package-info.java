/** Signing in and out, and who is signed in. */
@NullMarked
package dev.gladhand.console.session;

import org.jspecify.annotations.NullMarked;
