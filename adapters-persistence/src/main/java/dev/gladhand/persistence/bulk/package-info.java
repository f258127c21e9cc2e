/** The table of bulk actions, each of which retries or cancels many operations. */
@NullMarked
package dev.gladhand.persistence.bulk;

import org.jspecify.annotations.NullMarked;
