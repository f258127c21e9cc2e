/** Tokens: how they are issued and checked, and which partners may get them. */
@NullMarked
package dev.gladhand.http.auth;

import org.jspecify.annotations.NullMarked;
