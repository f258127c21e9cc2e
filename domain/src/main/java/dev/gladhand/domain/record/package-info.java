/** The kinds of records, and ids of records. */
@NullMarked
package dev.gladhand.domain.record;

import org.jspecify.annotations.NullMarked;
