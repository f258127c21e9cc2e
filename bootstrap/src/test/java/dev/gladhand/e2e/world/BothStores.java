package dev.gladhand.e2e.world;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs all tests of a class on H2 and then on PostgreSQL. The constructor of the class takes the
 * {@link Stores.Kind}. {@code -Dgladhand.store=h2} or {@code postgresql} runs it only on that
 * store.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.gladhand.e2e.world.Stores#kinds")
public @interface BothStores {}
