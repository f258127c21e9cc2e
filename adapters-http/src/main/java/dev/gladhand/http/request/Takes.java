package dev.gladhand.http.request;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route that reads a body, and of which media types; the others are 415. A route without this
 * ignores its body.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Takes {
  String[] value() default "application/json";

  /** Bytes of the body at most. */
  int most() default RequestBodies.MOST;

  /**
   * Whether the body is kept on disk instead of in memory, for {@link Call#spooled}; then it has no
   * length that the server limits besides {@link #most}.
   */
  boolean spooled() default false;

  /** Whether a request without a body is taken, whatever its media type. */
  boolean optional() default false;
}
