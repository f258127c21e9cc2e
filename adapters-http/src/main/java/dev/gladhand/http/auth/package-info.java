/** Tokens: asking for them, checking them, and the partners that may have them. */
@NullMarked
package dev.gladhand.http.auth;

import org.jspecify.annotations.NullMarked;
