/** The received requests and the applied writes, with bounded memory. */
@NullMarked
package dev.gladhand.sandbox.journal;

import org.jspecify.annotations.NullMarked;
