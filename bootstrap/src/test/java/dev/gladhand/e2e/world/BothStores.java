package dev.gladhand.e2e.world;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test class that runs whole on H2, and then whole on PostgreSQL: its constructor takes the
 * {@link Stores.Kind}. {@code -Dgladhand.store=h2} or {@code postgresql} runs it on that one alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.gladhand.e2e.world.Stores#kinds")
public @interface BothStores {}
