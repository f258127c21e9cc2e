@NullMarked
package dev.gladhand.domain.payload;

import org.jspecify.annotations.NullMarked;
