/** Twenty partners at one small node, two of them hostile: whether the others lose anything. */
@NullMarked
package dev.gladhand.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
