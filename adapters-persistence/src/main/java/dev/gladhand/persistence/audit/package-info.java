/** The audit in the database. */
@NullMarked
package dev.gladhand.persistence.audit;

import org.jspecify.annotations.NullMarked;
