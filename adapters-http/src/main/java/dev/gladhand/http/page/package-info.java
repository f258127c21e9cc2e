/** Pages of lists: cursors, and their limit in bytes. */
@NullMarked
package dev.gladhand.http.page;

import org.jspecify.annotations.NullMarked;
