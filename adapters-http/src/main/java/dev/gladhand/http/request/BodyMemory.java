package dev.gladhand.http.request;

import dev.gladhand.http.answer.Halt;
import dev.gladhand.share.Shares;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory that request bodies take, for each caller and for the node. A body counts from
 * its first byte until its request is answered. When a further piece of a body would exceed the
 * node's limit, a request is refused. If other callers with arriving bodies hold more memory than
 * this caller would hold with the piece, the one that holds the most loses the request whose body
 * has been arriving for the longest time. Otherwise the request with the piece is refused. So slow
 * bodies do not keep other callers out. Thread-safe.
 */
@Singleton
public final class BodyMemory {
  private static final int PART_OF_HEAP = 8;
  private static final int PART_OF_ALL = 4;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final long MIB = 1024 * 1024;

  /** The longest body that is held in memory; the limit always has room for one. */
  private static final long LONGEST = 8 * MIB;

  private final long all;
  private final long each;
  private final Shares<Object> shares;
  private final Map<Object, SequencedSet<Body>> arriving = new HashMap<>();

  BodyMemory() {
    this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /**
   * @param bytes the limit for all bodies; at least 32 MiB
   */
  BodyMemory(long bytes) {
    all = Math.max(PART_OF_ALL * LONGEST, bytes);
    each = all / PART_OF_ALL;
    shares = new Shares<>(all, each);
  }

  /**
   * Registers a body that begins to arrive.
   *
   * @param caller the caller that the body counts for
   * @param refused gets the error to answer with if the body loses its memory before {@link
   *     Body#arrived}
   */
  Body begin(Object caller, Consumer<Halt> refused) {
    var body = new Body(caller, refused);
    synchronized (this) {
      arriving.computeIfAbsent(caller, _ -> new LinkedHashSet<>()).add(body);
    }
    return body;
  }

  /** The memory of one body. */
  final class Body {
    private final Object caller;
    private final Consumer<Halt> refused;
    private long bytes;
    private boolean closed;

    private Body(Object caller, Consumer<Halt> refused) {
      this.caller = caller;
      this.refused = refused;
    }

    /**
     * Counts {@code more} further bytes of this body, at least 1. Returns null, or the error to
     * answer with if there is no room.
     */
    @Nullable Halt take(long more) {
      while (true) {
        Optional<Body> givesWay;
        synchronized (BodyMemory.this) {
          if (closed || shares.take(List.of(caller), _ -> more).isPresent()) {
            bytes += closed ? 0 : more;
            return null;
          }
          if (shares.held(caller) + more > each) {
            return Halt.tooMany(
                "the bodies of this partner's requests would take more than "
                    + each / MIB
                    + " MiB of the node's memory: try again later",
                SOON);
          }
          givesWay = longest(shares.held(caller) + more);
          givesWay.ifPresent(Body::close);
        }
        if (givesWay.isEmpty()) {
          return full();
        }
        givesWay.get().refused.accept(full());
      }
    }

    /**
     * Notes that the whole body has arrived; from now on it cannot lose its memory to another body.
     */
    void arrived() {
      synchronized (BodyMemory.this) {
        arriving.computeIfPresent(
            caller,
            (_, bodies) -> {
              bodies.remove(this);
              return bodies.isEmpty() ? null : bodies;
            });
      }
    }

    /** Frees the body's memory; later calls do nothing. */
    void close() {
      synchronized (BodyMemory.this) {
        arrived();
        if (!closed && bytes > 0) {
          shares.giveBack(caller, bytes);
        }
        closed = true;
      }
    }
  }

  /**
   * The body that loses its memory to another: of the bodies of the caller that holds the most
   * bytes, the one that has been arriving for the longest time. Empty if no caller with an arriving
   * body holds more than {@code than} bytes.
   */
  private synchronized Optional<Body> longest(long than) {
    return arriving.entrySet().stream()
        .filter(of -> shares.held(of.getKey()) > than)
        .max(Comparator.comparingLong(of -> shares.held(of.getKey())))
        .flatMap(of -> of.getValue().stream().filter(body -> body.bytes > 0).findFirst());
  }

  private Halt full() {
    return Halt.unavailable(
        "the bodies of all requests would take more than "
            + all / MIB
            + " MiB of the node's memory: try again later",
        SOON);
  }
}
