/** How statements are written, bound, sent several at a time and read: no table is named here. */
@NullMarked
package dev.gladhand.persistence.sql;

import org.jspecify.annotations.NullMarked;
