/** Routes about the node itself: health, metrics and the description of the API. */
@NullMarked
package dev.gladhand.http.node;

import org.jspecify.annotations.NullMarked;
