/** Signs clients in and out, and finds out who is signed in. */
@NullMarked
package dev.gladhand.console.session;

import org.jspecify.annotations.NullMarked;
