/** Callers: how the token is read, and how an unauthorized request is refused. */
@NullMarked
package dev.gladhand.http.caller;

import org.jspecify.annotations.NullMarked;
