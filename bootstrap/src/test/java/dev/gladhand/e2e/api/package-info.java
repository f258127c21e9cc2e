/** The HTTP API for partners. */
@NullMarked
package dev.gladhand.e2e.api;

import org.jspecify.annotations.NullMarked;
