/** Credentials that are renewed. */
@NullMarked
package dev.gladhand.tsp.kit.login;

import org.jspecify.annotations.NullMarked;
