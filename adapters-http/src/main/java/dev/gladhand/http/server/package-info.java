/** Bounds of the server below HTTP: connections, and how slowly they may send. */
@NullMarked
package dev.gladhand.http.server;

import org.jspecify.annotations.NullMarked;
