/** The store in memory keeps the contract. */
@NullMarked
package dev.gladhand.testkit.event;

import org.jspecify.annotations.NullMarked;
