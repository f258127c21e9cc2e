package dev.gladhand.domain.field;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Collects the faults that are found while a value is read, each with its path. It keeps the first
 * {@value #MOST} of them, as far as they fit an answer of 256 KiB, and counts the others. The path
 * is put together only for a fault that is kept. Not thread-safe.
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

  /**
   * Returns a view of this collection for a field or an item of the value that is being read.
   * Faults that are added to the view are collected here, with {@code step} in their paths.
   *
   * @param step the name of the field or the index of the item
   */
  public Faults at(String step) {
    return new Faults(found, this, step);
  }

  /**
   * Adds a fault of the value that is being read. Always returns null, so that a method that reads
   * a value can return the result of this call.
   */
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

  /**
   * Adds a fault whose path begins at the value that is being read. If the fault is the last entry
   * of a cut list, which gives the number of faults that are not in the list, only that number is
   * added to the count.
   */
  public void add(FieldFault fault) {
    found.add(fault.under(path()));
  }

  /** Whether a further fault would only be counted, so that its message need not be made. */
  public boolean full() {
    return found.full();
  }

  public boolean none() {
    return count() == 0;
  }

  /** The number of faults found, including those that are not kept. */
  public int count() {
    return found.kept.size() + found.more.get();
  }

  /** The faults that are kept. If there are others, the last entry gives their number. */
  public List<FieldFault> list() {
    return found.list();
  }

  /**
   * The same faults, cut to the number and size that this class keeps, with the number of the
   * others at the end.
   */
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
    /**
     * The bytes of JSON that the faults may take, so that the whole answer stays within 256 KiB.
     */
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
        // Later faults are only counted, even if one of them would still fit.
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
