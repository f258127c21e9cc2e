/** Contracts for all adapters and stores, and fakes of the ports. */
@NullMarked
package dev.gladhand.testkit;

import org.jspecify.annotations.NullMarked;
