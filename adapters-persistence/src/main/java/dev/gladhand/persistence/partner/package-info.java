/** The table of partners, and the lock for changes that count a partner's objects. */
@NullMarked
package dev.gladhand.persistence.partner;

import org.jspecify.annotations.NullMarked;
