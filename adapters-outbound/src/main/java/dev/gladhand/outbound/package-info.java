/** The guarded HTTP client: every call that leaves the gateway goes through it. */
@NullMarked
package dev.gladhand.outbound;

import org.jspecify.annotations.NullMarked;
