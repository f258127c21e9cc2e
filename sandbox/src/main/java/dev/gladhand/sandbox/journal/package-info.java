/** What was received and what was applied, bounded in memory. */
@NullMarked
package dev.gladhand.sandbox.journal;

import org.jspecify.annotations.NullMarked;
