/**
 * The Model Context Protocol at {@code /mcp}: language models look at operations, ask why one
 * waits, and write after a confirmation, with the tokens and scopes of the API.
 */
@NullMarked
package dev.gladhand.http.mcp;

import org.jspecify.annotations.NullMarked;
