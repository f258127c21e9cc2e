/** Credentials that must be renewed. */
@NullMarked
package dev.gladhand.tsp.kit.login;

import org.jspecify.annotations.NullMarked;
