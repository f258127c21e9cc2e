/** An HTTP/1.1 server at socket level, which can break the protocol on purpose. */
@NullMarked
package dev.gladhand.sandbox.http;

import org.jspecify.annotations.NullMarked;
