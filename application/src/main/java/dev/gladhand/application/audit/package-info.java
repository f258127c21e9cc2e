/** The audit: who changed what, in a chain of hashes that reveals any later alteration. */
@NullMarked
package dev.gladhand.application.audit;

import org.jspecify.annotations.NullMarked;
