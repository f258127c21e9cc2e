package dev.gladhand.e2e.world;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks tests that kill, fill or overload a node again and again, start many nodes, or wait for
 * long time-outs. {@code verify} leaves them out; {@code scripts/check-faults} runs them, and CI
 * runs both.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag("slow")
public @interface Slow {}
