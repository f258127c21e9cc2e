package dev.gladhand.client;

import dev.gladhand.client.http.ApiException;
import dev.gladhand.client.model.Event;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The partner's events in order, up to the last one that exists. Their sequence numbers have no
 * gap: if an event is missing, the iteration ends with {@link Missed}. Store {@link #position}
 * together with the results of the events.
 */
public final class Feed implements Iterable<Event> {
  private static final int PAGE = 500;

  private final Gladhand gladhand;
  private final Queue<Event> page = new ArrayDeque<>();
  private long position;

  Feed(Gladhand gladhand, long after) {
    this.gladhand = gladhand;
    position = after;
  }

  /** Events are missing, because they are older than what the node keeps. */
  public static final class Missed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Missed(long after, long next) {
      super("events " + (after + 1) + " to " + (next - 1) + " are not in the feed");
    }
  }

  /** A page cannot be read; a new iteration can start at the position. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(ApiException cause) {
      super(cause);
    }
  }

  /** The sequence number of the last event that was returned. */
  public long position() {
    return position;
  }

  @Override
  public Iterator<Event> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (page.isEmpty()) {
          try {
            page.addAll(
                gladhand.call(() -> gladhand.webhooks().listEvents(position, PAGE, null)).getItems());
          } catch (ApiException e) {
            throw new Unreadable(e);
          }
        }
        return !page.isEmpty();
      }

      @Override
      public Event next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        var event = page.element();
        // An iteration from 0 begins with the oldest event that the node keeps.
        if (position > 0 && event.getSequence() != position + 1) {
          throw new Missed(position, event.getSequence());
        }
        position = event.getSequence();
        return page.remove();
      }
    };
  }
}
