/** Who changed what, kept in a chain of hashes that shows every change of its own. */
@NullMarked
package dev.gladhand.application.audit;

import org.jspecify.annotations.NullMarked;
