/** The HTTP contract: controllers, wire bodies, error bodies and security filters. */
@NullMarked
package dev.gladhand.http;

import org.jspecify.annotations.NullMarked;
