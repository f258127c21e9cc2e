/** The elements of pages, and their protection. */
@NullMarked
package dev.gladhand.console.page;

import org.jspecify.annotations.NullMarked;
