package dev.gladhand.http.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route that reads a body, and names its media types; another type is a 415. A route
 * without this annotation ignores its body.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Takes {
  String[] value() default "application/json";

  /** The largest length of the body in bytes. */
  int most() default RequestBodies.MOST;

  /**
   * Whether the body is kept on disk instead of in memory, for {@link Call#spooled}. Then {@link
   * #most} is the only limit of its length.
   */
  boolean spooled() default false;

  /** Whether a request without a body is accepted, whatever its media type. */
  boolean optional() default false;
}
