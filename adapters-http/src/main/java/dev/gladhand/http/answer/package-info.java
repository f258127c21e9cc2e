/**
 * Answers: successes, the one form of all errors, and the handlers that turn failures into errors.
 */
@NullMarked
package dev.gladhand.http.answer;

import org.jspecify.annotations.NullMarked;
