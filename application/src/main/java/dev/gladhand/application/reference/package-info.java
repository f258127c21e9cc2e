/** References: the map between the gateway's ids and the TSPs'. */
@NullMarked
package dev.gladhand.application.reference;

import org.jspecify.annotations.NullMarked;
