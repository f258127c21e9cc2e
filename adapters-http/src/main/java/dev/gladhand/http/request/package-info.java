/** A request as routes read it: parameters, JSON read strictly, the body in memory or on disk. */
@NullMarked
package dev.gladhand.http.request;

import org.jspecify.annotations.NullMarked;
