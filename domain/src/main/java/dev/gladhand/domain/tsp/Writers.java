package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The writes that an adapter makes. The capabilities of connections are made from the registered
 * writers. Immutable.
 */
public final class Writers {
  private record Kind(Resource resource, OperationType type) {}

  private record Entry(Writer<? extends Payload> writer, Predicate<Settings> when) {}

  private final Map<Kind, Entry> entries;
  private final Set<Kind> missing;

  private Writers(Map<Kind, Entry> entries, Set<Kind> missing) {
    this.entries = Collections.unmodifiableMap(new HashMap<>(entries));
    this.missing = Collections.unmodifiableSet(new HashSet<>(missing));
  }

  /** The writer for a connection with these settings; empty if the TSP cannot make such a write. */
  @SuppressWarnings("unchecked") // The builder ties each resource to the writer of its own payload.
  public Optional<Writer<Payload>> find(Resource resource, OperationType type, Settings settings) {
    return Optional.ofNullable(entries.get(new Kind(resource, type)))
        .filter(entry -> entry.when.test(settings))
        .map(entry -> (Writer<Payload>) entry.writer);
  }

  /** Whether the adapter makes this write. A write that only some settings allow counts as made. */
  public Support support(Resource resource, OperationType type) {
    var kind = new Kind(resource, type);
    if (entries.containsKey(kind)) {
      return Support.IMPLEMENTED;
    }
    return missing.contains(kind) ? Support.NOT_IMPLEMENTED : Support.NOT_SUPPORTED;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects an adapter's writers. */
  public static final class Builder {
    private final Map<Kind, Entry> entries = new HashMap<>();
    private final Set<Kind> missing = new HashSet<>();

    public Builder create(Resource resource, Writer<? extends Payload> writer) {
      return put(resource, OperationType.CREATE, writer, _ -> true);
    }

    /** Registers a create that only connections with certain settings allow. */
    public Builder create(
        Resource resource, Writer<? extends Payload> writer, Predicate<Settings> when) {
      return put(resource, OperationType.CREATE, writer, when);
    }

    public Builder update(Resource resource, Writer<? extends Payload> writer) {
      return put(resource, OperationType.UPDATE, writer, _ -> true);
    }

    /** Registers an update that only connections with certain settings allow. */
    public Builder update(
        Resource resource, Writer<? extends Payload> writer, Predicate<Settings> when) {
      return put(resource, OperationType.UPDATE, writer, when);
    }

    /** Declares writes that the TSP has and this adapter does not make yet. */
    public Builder notImplemented(Resource resource, OperationType... types) {
      for (var type : types) {
        missing.add(new Kind(resource, type));
      }
      return this;
    }

    private Builder put(
        Resource resource,
        OperationType type,
        Writer<? extends Payload> writer,
        Predicate<Settings> when) {
      if (!resource.allows(type)
          || entries.put(new Kind(resource, type), new Entry(writer, when)) != null) {
        throw new IllegalArgumentException(
            resource + " " + type + " cannot be registered, or is already");
      }
      return this;
    }

    public Writers build() {
      return new Writers(entries, missing);
    }
  }
}
