/** References, which map the gateway's ids to the ids of the TSPs' records. */
@NullMarked
package dev.gladhand.application.reference;

import org.jspecify.annotations.NullMarked;
