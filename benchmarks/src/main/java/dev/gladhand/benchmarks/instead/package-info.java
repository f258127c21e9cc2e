/**
 * An example of what a user might build instead of a gateway: an endpoint with a token check
 * schedules a job, and the job calls the provider and stores its answer. It uses none of the
 * product's classes.
 */
@NullMarked
package dev.gladhand.benchmarks.instead;

import org.jspecify.annotations.NullMarked;
