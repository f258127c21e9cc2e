/** All SQL, the migrations, and the encryption of credentials. */
@NullMarked
package dev.gladhand.persistence;

import org.jspecify.annotations.NullMarked;
