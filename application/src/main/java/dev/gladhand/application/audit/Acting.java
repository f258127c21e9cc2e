package dev.gladhand.application.audit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows who acts on the current thread. The code that takes a request names the actor: the API, the
 * console and the invitation pages do so for every request. If nobody is named, the node itself
 * acts. Work that is handed to another thread has no actor there unless it is wrapped by {@link
 * #carried}.
 */
public final class Acting {
  private static final ThreadLocal<@Nullable Supplier<Actor>> CURRENT = new ThreadLocal<>();

  private Acting() {}

  /** The actor on this thread. */
  public static Actor now() {
    var actor = CURRENT.get();
    return actor == null ? Actor.NODE : actor.get();
  }

  /** Does the work as this actor. */
  public static <T> T as(Actor actor, Supplier<T> work) {
    var before = replace(() -> actor);
    try {
      return work.get();
    } finally {
      replace(before);
    }
  }

  /** Wraps work for another thread, so that it is done there as the actor of the present thread. */
  public static <T> Supplier<T> carried(Supplier<T> work) {
    var actor = CURRENT.get();
    return () -> {
      var before = replace(actor);
      try {
        return work.get();
      } finally {
        replace(before);
      }
    };
  }

  /**
   * Sets the actor of this thread until the next call of this method; for frameworks that report
   * when a request enters and leaves a thread.
   *
   * @param actor supplies the actor each time a change is audited; null to let the node itself act
   * @return the supplier that was set before, which the caller must set again at the end; null if
   *     none was set
   */
  public static @Nullable Supplier<Actor> replace(@Nullable Supplier<Actor> actor) {
    var before = CURRENT.get();
    if (actor == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(actor);
    }
    return before;
  }
}
