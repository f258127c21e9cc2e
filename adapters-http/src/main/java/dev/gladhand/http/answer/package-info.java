/** Answers: those of success, the one form of every error, and what turns a failure into it. */
@NullMarked
package dev.gladhand.http.answer;

import org.jspecify.annotations.NullMarked;
