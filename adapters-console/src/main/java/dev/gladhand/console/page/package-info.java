/** What every page is made of and guarded by, whoever it is for. */
@NullMarked
package dev.gladhand.console.page;

import org.jspecify.annotations.NullMarked;
