/** Actions on many operations. */
@NullMarked
package dev.gladhand.persistence.bulk;

import org.jspecify.annotations.NullMarked;
