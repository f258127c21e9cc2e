/** Parts of pages that renew themselves while they are looked at. */
@NullMarked
package dev.gladhand.console.live;

import org.jspecify.annotations.NullMarked;
