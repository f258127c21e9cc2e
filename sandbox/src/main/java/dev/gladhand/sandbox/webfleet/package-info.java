/** Webfleet's extern API, as far as it is documented. */
@NullMarked
package dev.gladhand.sandbox.webfleet;

import org.jspecify.annotations.NullMarked;
