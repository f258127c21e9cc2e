/** Who calls: where the token is read, and how a request without right is refused. */
@NullMarked
package dev.gladhand.http.caller;

import org.jspecify.annotations.NullMarked;
