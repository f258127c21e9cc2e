/** Writes to SuperOffice. */
@NullMarked
package dev.gladhand.tsp.superoffice;

import org.jspecify.annotations.NullMarked;
