/**
 * The elements of pages, how they are written as HTML, and their protection against forged
 * requests.
 */
@NullMarked
package dev.gladhand.console.page;

import org.jspecify.annotations.NullMarked;
