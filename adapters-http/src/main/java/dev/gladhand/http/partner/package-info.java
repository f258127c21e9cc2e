/** Routes for the operator that manage partners. */
@NullMarked
package dev.gladhand.http.partner;

import org.jspecify.annotations.NullMarked;
