/** The whole program from outside: over HTTP, on H2 and PostgreSQL, against simulated providers. */
@NullMarked
package dev.gladhand.e2e;

import org.jspecify.annotations.NullMarked;
