/**
 * What a user would build instead of a gateway: an endpoint with a token check that schedules a job
 * of a general scheduler, and a job that calls the provider and stores its answer. It runs with
 * none of the product's own classes.
 */
@NullMarked
package dev.gladhand.benchmarks.instead;

import org.jspecify.annotations.NullMarked;
