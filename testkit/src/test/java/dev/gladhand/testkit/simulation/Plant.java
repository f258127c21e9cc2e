package dev.gladhand.testkit.simulation;

import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What is different from the real thing: nothing, or one planted bug. */
interface Plant {
  Plant NOTHING = new Plant() {};

  default Operations operations(Operations real, World world) {
    return real;
  }

  default Lanes lanes(Lanes real, World world) {
    return real;
  }

  default EngineSettings settings(EngineSettings real) {
    return real;
  }

  default void tsp(SimulatedTsp tsp) {}

  /** One method of the operations' store is bent. */
  static Plant inOperations(String method, BentStore<Operations> bent) {
    return new Plant() {
      @Override
      public Operations operations(Operations real, World world) {
        return bend(
            Operations.class,
            real,
            method,
            (arguments, go) -> bent.call(real, world, arguments, go));
      }
    };
  }

  /** One method of the lanes' store is bent. */
  static Plant inLanes(String method, BentStore<Lanes> bent) {
    return new Plant() {
      @Override
      public Lanes lanes(Lanes real, World world) {
        return bend(
            Lanes.class, real, method, (arguments, go) -> bent.call(real, world, arguments, go));
      }
    };
  }

  /** The same port with one method bent. */
  static <T> T bend(Class<T> port, T real, String method, Bent bent) {
    var proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, called, arguments) -> {
              Go go =
                  given -> {
                    try {
                      return called.invoke(real, given);
                    } catch (InvocationTargetException e) {
                      if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                      }
                      throw (Error) e.getCause();
                    } catch (IllegalAccessException e) {
                      throw new IllegalStateException(e);
                    }
                  };
              return called.getName().equals(method) ? bent.call(arguments, go) : go.on(arguments);
            });
    return port.cast(proxy);
  }

  /** The real method. */
  interface Go {
    Object on(Object[] arguments);
  }

  /** What is done instead of it, with the real store and the world at hand. */
  interface BentStore<T> {
    Object call(T real, World world, Object[] arguments, Go go);
  }

  /** What is done instead of it. */
  interface Bent {
    Object call(Object[] arguments, Go go);
  }
}
