/** What flows, and what does not. */
@NullMarked
package dev.gladhand.application.flow;

import org.jspecify.annotations.NullMarked;
