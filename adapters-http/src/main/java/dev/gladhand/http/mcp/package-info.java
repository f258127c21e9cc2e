/**
 * The Model Context Protocol at {@code /mcp}. Language models list and explain operations, and
 * write after a person has confirmed, with the tokens and scopes of the API.
 */
@NullMarked
package dev.gladhand.http.mcp;

import org.jspecify.annotations.NullMarked;
