/**
 * The OpenAPI description. Explanations are written by hand; constraints are generated from
 * declarations.
 */
@NullMarked
package dev.gladhand.http.openapi;

import org.jspecify.annotations.NullMarked;
