/** Tests of deliveries, from the engine to the wire. */
@NullMarked
package dev.gladhand.webhooks;

import org.jspecify.annotations.NullMarked;
