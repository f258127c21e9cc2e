/** Reports traces of operations to a collector. */
@NullMarked
package dev.gladhand.application.trace;

import org.jspecify.annotations.NullMarked;
