/** The map between our ids and the TSPs'. */
@NullMarked
package dev.gladhand.application.reference;

import org.jspecify.annotations.NullMarked;
