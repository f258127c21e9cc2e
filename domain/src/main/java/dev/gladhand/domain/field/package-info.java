/** The language of fields: types, rules between fields, and faults. */
@NullMarked
package dev.gladhand.domain.field;

import org.jspecify.annotations.NullMarked;
