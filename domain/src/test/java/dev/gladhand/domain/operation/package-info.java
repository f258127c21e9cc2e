@NullMarked
package dev.gladhand.domain.operation;

import org.jspecify.annotations.NullMarked;
