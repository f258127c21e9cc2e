package dev.gladhand.outbound;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections by target, and the bounds on exchanges at once. A target that nobody uses and
 * that has no idle connection leaves nothing behind.
 */
final class ConnectionPool implements AutoCloseable {
  private final int maxPerTarget;
  private final int maxIdle;
  private final long oldest;
  private final Semaphore total;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<Target, Place> places = new HashMap<>();
  private int idle;
  private boolean closed;

  ConnectionPool(OutboundSettings settings) {
    this.maxPerTarget = settings.maxPerTarget();
    this.maxIdle = settings.maxTotal();
    this.oldest = settings.keepAtMost().toNanos();
    this.total = new Semaphore(settings.maxTotal(), true);
  }

  /**
   * Waits for room at the target and in all.
   *
   * @return whether there is room; if so, {@link #leave} must follow
   */
  boolean enter(Target target, long nanos) throws InterruptedException {
    long by = System.nanoTime() + nanos;
    var room = arrive(target).room;
    boolean entered = false;
    try {
      if (room.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
        try {
          entered = total.tryAcquire(by - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
          if (!entered) {
            room.release();
          }
        }
      }
      return entered;
    } finally {
      if (!entered) {
        depart(target, false, null);
      }
    }
  }

  /** The idle connection used last that is still good, if there is one. */
  @Nullable Connection idle(Target target) {
    while (true) {
      var connection = take(target);
      if (connection == null) {
        return null;
      }
      if (!connection.expired(System.nanoTime(), oldest) && !connection.stale()) {
        return connection;
      }
      connection.close();
    }
  }

  /** Ends what {@link #enter} began, taking back the connection if it can be used again. */
  void leave(Target target, @Nullable Connection reusable) {
    total.release();
    depart(target, true, reusable);
  }

  /** Closes what has been idle for too long. */
  void closeExpired() {
    var expired = new ArrayList<Connection>();
    lock.lock();
    try {
      long now = System.nanoTime();
      for (var place : places.values()) {
        place.idle.removeIf(
            connection -> connection.expired(now, oldest) && expired.add(connection));
      }
      places.values().removeIf(Place::isForgotten);
      idle -= expired.size();
    } finally {
      lock.unlock();
    }
    expired.forEach(Connection::close);
  }

  int idleConnections() {
    lock.lock();
    try {
      return idle;
    } finally {
      lock.unlock();
    }
  }

  int targets() {
    lock.lock();
    try {
      return places.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<Connection> all = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      for (var place : places.values()) {
        all.addAll(place.idle);
        place.idle.clear();
      }
      idle = 0;
    } finally {
      lock.unlock();
    }
    all.forEach(Connection::close);
  }

  private Place arrive(Target target) {
    lock.lock();
    try {
      var place = places.computeIfAbsent(target, _ -> new Place(maxPerTarget));
      place.users++;
      return place;
    } finally {
      lock.unlock();
    }
  }

  private void depart(Target target, boolean entered, @Nullable Connection reusable) {
    boolean kept = false;
    lock.lock();
    try {
      var place = places.get(target);
      if (place != null) {
        if (reusable != null && !closed && idle < maxIdle) {
          place.idle.addFirst(reusable);
          idle++;
          kept = true;
        }
        place.users--;
        if (entered) {
          place.room.release();
        }
        if (place.isForgotten()) {
          places.remove(target);
        }
      }
    } finally {
      lock.unlock();
    }
    if (!kept && reusable != null) {
      reusable.close();
    }
  }

  private @Nullable Connection take(Target target) {
    lock.lock();
    try {
      var place = places.get(target);
      var connection = place == null ? null : place.idle.pollFirst();
      if (connection != null) {
        idle--;
      }
      return connection;
    } finally {
      lock.unlock();
    }
  }

  /** What is known of one target: those who are there or waiting, and the idle connections. */
  private static final class Place {
    private final Semaphore room;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private int users;

    private Place(int size) {
      room = new Semaphore(size, true);
    }

    private boolean isForgotten() {
      return users == 0 && idle.isEmpty();
    }
  }
}
