/** The start page and the table of providers. */
@NullMarked
package dev.gladhand.console.flow;

import org.jspecify.annotations.NullMarked;
