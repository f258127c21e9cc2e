/** Routes for the operator: partners. */
@NullMarked
package dev.gladhand.http.partner;

import org.jspecify.annotations.NullMarked;
