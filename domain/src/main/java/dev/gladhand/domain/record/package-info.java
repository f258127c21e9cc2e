/** What a write is about: kinds of records, and their ids. */
@NullMarked
package dev.gladhand.domain.record;

import org.jspecify.annotations.NullMarked;
