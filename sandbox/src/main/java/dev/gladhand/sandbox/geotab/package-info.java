/** Geotab's JSON-RPC API, as far as it is documented. */
@NullMarked
package dev.gladhand.sandbox.geotab;

import org.jspecify.annotations.NullMarked;
