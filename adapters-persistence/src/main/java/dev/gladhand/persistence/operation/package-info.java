/** Operations: how they are added, changed, read, listed and pruned. */
@NullMarked
package dev.gladhand.persistence.operation;

import org.jspecify.annotations.NullMarked;
