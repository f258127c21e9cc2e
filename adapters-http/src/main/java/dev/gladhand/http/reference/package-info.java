/** Routes of the records that are known of TSPs. */
@NullMarked
package dev.gladhand.http.reference;

import org.jspecify.annotations.NullMarked;
