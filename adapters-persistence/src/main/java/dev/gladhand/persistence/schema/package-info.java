/** Which versions of the program may share one database. */
@NullMarked
package dev.gladhand.persistence.schema;

import org.jspecify.annotations.NullMarked;
