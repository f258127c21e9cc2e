/** Routes for references and for known records. */
@NullMarked
package dev.gladhand.http.reference;

import org.jspecify.annotations.NullMarked;
