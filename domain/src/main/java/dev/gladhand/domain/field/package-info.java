/** Declares the fields of requests: their types, the rules between them, and faults. */
@NullMarked
package dev.gladhand.domain.field;

import org.jspecify.annotations.NullMarked;
