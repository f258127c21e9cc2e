/** Events that partners get when something changed. */
@NullMarked
package dev.gladhand.application.event;

import org.jspecify.annotations.NullMarked;
