/** Those who ask a running node: partners, fleets, browsers, raw sockets. */
@NullMarked
package dev.gladhand.e2e.client;

import org.jspecify.annotations.NullMarked;
