/** The operator's pages, and the audit. */
@NullMarked
package dev.gladhand.console.node;

import org.jspecify.annotations.NullMarked;
