/** Writes, binds, combines and reads statements. This package names no table. */
@NullMarked
package dev.gladhand.persistence.sql;

import org.jspecify.annotations.NullMarked;
