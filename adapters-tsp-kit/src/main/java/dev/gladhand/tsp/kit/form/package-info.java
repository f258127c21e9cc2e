/** Declares the credentials and settings of connections. */
@NullMarked
package dev.gladhand.tsp.kit.form;

import org.jspecify.annotations.NullMarked;
