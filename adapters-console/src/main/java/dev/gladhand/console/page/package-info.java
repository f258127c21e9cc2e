/** What all pages are made of, and what guards them. */
@NullMarked
package dev.gladhand.console.page;

import org.jspecify.annotations.NullMarked;
