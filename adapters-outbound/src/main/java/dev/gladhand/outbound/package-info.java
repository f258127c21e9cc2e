/**
 * The HTTP client that makes every call to TSPs, receivers of events and issuers of tokens, only to
 * permitted targets and within limits.
 */
@NullMarked
package dev.gladhand.outbound;

import org.jspecify.annotations.NullMarked;
