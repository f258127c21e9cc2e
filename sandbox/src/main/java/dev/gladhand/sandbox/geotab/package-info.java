/** Geotab's JSON-RPC API as far as it is known. */
@NullMarked
package dev.gladhand.sandbox.geotab;

import org.jspecify.annotations.NullMarked;
