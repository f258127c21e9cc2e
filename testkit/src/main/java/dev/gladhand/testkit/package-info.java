/** Contracts that every adapter and every store must keep, and fakes of the ports. */
@NullMarked
package dev.gladhand.testkit;

import org.jspecify.annotations.NullMarked;
