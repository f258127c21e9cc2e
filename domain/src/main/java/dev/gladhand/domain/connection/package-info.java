/** Whose account at which provider: partners, connections, their credentials and settings. */
@NullMarked
package dev.gladhand.domain.connection;

import org.jspecify.annotations.NullMarked;
