/** The rules that keep the modules apart and the code alike, each with a class that breaks it. */
@NullMarked
package dev.gladhand.architecture;

import org.jspecify.annotations.NullMarked;
