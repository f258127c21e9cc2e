/** Routes for the master key and the signing keys. */
@NullMarked
package dev.gladhand.http.key;

import org.jspecify.annotations.NullMarked;
