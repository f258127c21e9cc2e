/** Pages of lists: cursors, and the bytes at which a page ends. */
@NullMarked
package dev.gladhand.http.page;

import org.jspecify.annotations.NullMarked;
