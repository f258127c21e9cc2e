package dev.gladhand.testkit.simulation;

import dev.gladhand.application.store.StoreUnavailable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A port of the store as one node reaches it: slow, away at times, and now and then silent about a
 * transaction that it has committed.
 */
final class Faults {
  private final World world;
  private final World.Place place;
  private double share;
  private long awayUntil;
  long calls;

  Faults(World world, World.Place place, double share) {
    this.world = world;
    this.place = place;
    this.share = share;
  }

  void awayUntil(long nanos) {
    awayUntil = nanos;
  }

  void stop() {
    share = 0;
    awayUntil = 0;
  }

  <T> T of(Class<T> port, T store) {
    var proxy =
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> call(store, method, arguments));
    return port.cast(proxy);
  }

  private Object call(Object store, Method method, Object[] arguments) throws Throwable {
    alive();
    calls++;
    if (world.chance(0.2)) {
      world.sleep(world.between(0, world.chance(0.05) ? 400 : 8), place);
    }
    if (world.nanos() < awayUntil || world.chance(share / 2)) {
      throw new StoreUnavailable("away", false, new IllegalStateException("simulated"));
    }
    Object result;
    try {
      result = method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (world.chance(0.2)) {
      world.sleep(world.between(0, 5), place);
    }
    if (world.chance(share / 2)) {
      throw new StoreUnavailable(
          "the answer was lost", true, new IllegalStateException("simulated"));
    }
    return result;
  }

  private void alive() {
    if (place.gone) {
      throw new World.Gone();
    }
  }
}
