/** The guarded HTTP client, which makes every call that leaves the gateway. */
@NullMarked
package dev.gladhand.outbound;

import org.jspecify.annotations.NullMarked;
