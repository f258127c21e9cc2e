/** The token endpoint. */
@NullMarked
package dev.gladhand.http.token;

import org.jspecify.annotations.NullMarked;
