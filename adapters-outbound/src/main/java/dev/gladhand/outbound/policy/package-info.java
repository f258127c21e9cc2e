/** Decides which URLs and addresses may be called. */
@NullMarked
package dev.gladhand.outbound.policy;

import org.jspecify.annotations.NullMarked;
