/** Bulk actions: retrying or cancelling all operations that match a filter. */
@NullMarked
package dev.gladhand.application.bulk;

import org.jspecify.annotations.NullMarked;
