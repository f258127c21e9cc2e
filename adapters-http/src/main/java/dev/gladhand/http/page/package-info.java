/** Pages of lists: cursors, and the limit of a page in bytes. */
@NullMarked
package dev.gladhand.http.page;

import org.jspecify.annotations.NullMarked;
