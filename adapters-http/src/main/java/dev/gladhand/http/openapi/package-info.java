/**
 * The OpenAPI description: written by hand where it tells, made from declarations where it binds.
 */
@NullMarked
package dev.gladhand.http.openapi;

import org.jspecify.annotations.NullMarked;
