/** Retrying and cancelling everything that matches a filter. */
@NullMarked
package dev.gladhand.application.bulk;

import org.jspecify.annotations.NullMarked;
