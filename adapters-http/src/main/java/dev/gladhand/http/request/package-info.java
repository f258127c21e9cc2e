/**
 * A request as routes read it: its parameters, its strictly read JSON, and its body in memory or on
 * disk.
 */
@NullMarked
package dev.gladhand.http.request;

import org.jspecify.annotations.NullMarked;
