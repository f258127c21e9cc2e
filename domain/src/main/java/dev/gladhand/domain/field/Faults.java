package dev.gladhand.domain.field;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the faults found while a value is read, each at its path. Keeps the first {@value #MOST}
 * of them, as far as they fit an answer of 256 KiB, and counts the others. A path is put together
 * only for a fault that is kept. Not thread-safe.
 */
public final class Faults {
  public static final int MOST = 100;

  private final Found found;
  private final @Nullable Faults parent;
  private final String name;

  public Faults() {
    this(new Found(), null, "");
  }

  private Faults(Found found, @Nullable Faults parent, String name) {
    this.found = found;
    this.parent = parent;
    this.name = name;
  }

  /** The same collection, one step deeper. */
  public Faults at(String step) {
    return new Faults(found, this, step);
  }

  /** Notes a fault here; answers null so that a reader can return it. */
  // Null is of every type, so the caller's choice of T cannot be wrong.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T> @Nullable T add(@Nullable Object input, String message, String errorType) {
    if (full()) {
      found.more.incrementAndGet();
    } else {
      found.add(new FieldFault(path(), Shown.of(input), message, errorType));
    }
    return null;
  }

  /** Takes over a fault of what is here; one that stands for several counts as so many. */
  public void add(FieldFault fault) {
    found.add(fault.under(path()));
  }

  /** Whether a further fault is only counted: its message need not be made. */
  public boolean full() {
    return found.full();
  }

  public boolean none() {
    return count() == 0;
  }

  /** All that were found, those that are not kept included. */
  public int count() {
    return found.kept.size() + found.more.get();
  }

  /** The faults that are kept, then one that tells the number of the others. */
  public List<FieldFault> list() {
    return found.list();
  }

  /** Faults of several sources, within the same bounds. */
  public static List<FieldFault> bounded(List<FieldFault> faults) {
    var found = new Found();
    faults.forEach(found::add);
    return found.list();
  }

  private String path() {
    var steps = new ArrayList<String>();
    for (var at = this; at.parent != null; at = at.parent) {
      steps.add(Texts.clean(at.name));
    }
    return String.join(".", steps.reversed());
  }

  private static final class Found {
    /** Bytes of JSON, so that the whole answer stays within 256 KiB. */
    private static final int ROOM = 250 * 1024;

    private final List<FieldFault> kept = new ArrayList<>();
    private final AtomicInteger room = new AtomicInteger(ROOM);
    private final AtomicInteger more = new AtomicInteger();

    private boolean full() {
      return kept.size() == MOST || room.get() == 0;
    }

    private void add(FieldFault fault) {
      if (fault.further() > 0) {
        more.addAndGet(fault.further());
      } else if (full() || fault.size() > room.get()) {
        // What follows is only counted, even where it would still fit.
        room.set(0);
        more.incrementAndGet();
      } else {
        room.addAndGet(-fault.size());
        kept.add(fault);
      }
    }

    private List<FieldFault> list() {
      if (more.get() == 0) {
        return List.copyOf(kept);
      }
      var all = new ArrayList<>(kept);
      all.add(FieldFault.more(more.get()));
      return List.copyOf(all);
    }
  }
}
