/** What is told to partners when something changed. */
@NullMarked
package dev.gladhand.application.event;

import org.jspecify.annotations.NullMarked;
