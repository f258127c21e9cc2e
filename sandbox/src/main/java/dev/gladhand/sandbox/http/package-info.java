/** An HTTP/1.1 server low enough to break the protocol on purpose. */
@NullMarked
package dev.gladhand.sandbox.http;

import org.jspecify.annotations.NullMarked;
