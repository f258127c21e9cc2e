/** Bodies of requests, declared part by part. */
@NullMarked
package dev.gladhand.tsp.kit.body;

import org.jspecify.annotations.NullMarked;
