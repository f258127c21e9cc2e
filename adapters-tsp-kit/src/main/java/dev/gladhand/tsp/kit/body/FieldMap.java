package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Declares how a TSP's body is made from the fields of a write. From this one declaration come the
 * TSP's rules, the body, its faults, and the list of fields that the TSP cannot store. The body's
 * keys have the order of the declared parts. Immutable.
 */
public final class FieldMap {
  private final List<Part> parts;
  private final Set<Field<?>> silent;
  private final List<Rule> rules;

  private FieldMap(List<Part> parts, Set<Field<?>> silent, List<Rule> rules) {
    this.parts = parts;
    this.silent = silent;
    this.rules = rules;
  }

  public List<Rule> rules(OperationType type) {
    return rules(type, Settings.NONE);
  }

  /** The TSP's rules for writes of this type over a connection with these settings. */
  public List<Rule> rules(OperationType type, Settings settings) {
    var all = new ArrayList<>(rules);
    var placed = new LinkedHashSet<Field<?>>();
    for (var part : parts) {
      all.addAll(part.rules(type, settings));
      placed.addAll(part.fields());
    }
    if (type == OperationType.UPDATE) {
      all.add(
          new PresenceRule.Mentions(
              List.copyOf(placed), "the TSP can store none of the fields of this update"));
    }
    return all;
  }

  /** The body of a write, with its faults and with the fields that the TSP cannot store. */
  public Body body(Write<?> write) {
    var body = new Body();
    fill(write, body);
    return body;
  }

  /**
   * Adds the fields of the write to this body, which may already have members, and notes the fields
   * that the TSP cannot store.
   */
  public void fill(Write<?> write, Body body) {
    var placed = new LinkedHashSet<Field<?>>(silent);
    parts.forEach(part -> placed.addAll(part.fields()));
    var fields = write.payload().fields();
    fields.sent().stream()
        .filter(field -> fields.has(field) && !placed.contains(field))
        .forEach(body::notDelivered);
    parts.forEach(part -> part.put(write, body));
  }

  /**
   * The values of the gateway's fields that a record of the TSP contains, as JSON values by field
   * name. Only fields that have the same JSON value at the TSP as in the gateway's API are read.
   */
  public Map<String, Object> read(TspJson record) {
    var known = new LinkedHashMap<String, Object>();
    parts.forEach(part -> part.read(record, known));
    return known;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects the parts; their order becomes the order of the body's keys. */
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private final Set<Field<?>> silent = new LinkedHashSet<>();
    private final List<Rule> rules = new ArrayList<>();

    public Builder add(Part part) {
      parts.add(part);
      return this;
    }

    /**
     * Names fields that no part puts into the body, because the adapter uses them elsewhere or
     * because they are not meant for the TSP. These fields are not reported as undelivered.
     */
    public Builder silent(Field<?>... fields) {
      silent.addAll(List.of(fields));
      return this;
    }

    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    public FieldMap build() {
      return new FieldMap(List.copyOf(parts), Set.copyOf(silent), List.copyOf(rules));
    }
  }
}
