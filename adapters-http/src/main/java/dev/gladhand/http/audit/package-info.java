/** The audit over HTTP. */
@NullMarked
package dev.gladhand.http.audit;

import org.jspecify.annotations.NullMarked;
