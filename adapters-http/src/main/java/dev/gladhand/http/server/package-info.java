/** Limits of the server below HTTP: the number of connections, and how slowly they may send. */
@NullMarked
package dev.gladhand.http.server;

import org.jspecify.annotations.NullMarked;
