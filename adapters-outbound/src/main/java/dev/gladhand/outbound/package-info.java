/**
 * The HTTP client that makes every call that leaves the gateway, only to permitted targets and
 * within limits.
 */
@NullMarked
package dev.gladhand.outbound;

import org.jspecify.annotations.NullMarked;
