package dev.gladhand.domain.field;

import dev.gladhand.domain.record.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request carried, in the order of the request. A field that was sent as null,
 * which clears it, is contained without a value; a field that was not sent is not contained.
 */
public final class Fields {
  public static final Fields NONE = new Fields(Map.of());

  private final Map<Field<?>, @Nullable Object> values;

  private Fields(Map<Field<?>, @Nullable Object> values) {
    this.values = values;
  }

  @SuppressWarnings("unchecked") // The builder accepts a value for a field of its own type only.
  public <T> Change<T> change(Field<T> field) {
    if (!values.containsKey(field)) {
      return new Change.Unchanged<>();
    }
    var value = (T) values.get(field);
    return value == null ? new Change.Clear<>() : new Change.Set<>(value);
  }

  /** The value; null if the field is absent or cleared. */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(Field<T> field) {
    return (T) values.get(field);
  }

  /** The value, or {@code otherwise} if the field is absent or cleared. */
  public <T> T getOr(Field<T> field, T otherwise) {
    var value = get(field);
    return value == null ? otherwise : value;
  }

  /** Whether the field has a value. */
  public boolean has(Field<?> field) {
    return values.get(field) != null;
  }

  /** Whether the field was sent, with a value or as null. */
  public boolean mentions(Field<?> field) {
    return values.containsKey(field);
  }

  /** The fields that were sent, with a value or as null. */
  public Set<Field<?>> sent() {
    return values.keySet();
  }

  /** The JSON value of one field; null if the field is absent or cleared. */
  public <T> @Nullable Object json(Field<T> field) {
    var value = get(field);
    return value == null ? null : field.type().write(value);
  }

  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    for (var field : values.keySet()) {
      json.put(field.name(), json(field));
    }
    return json;
  }

  public <T> Fields with(Field<T> field, @Nullable T value) {
    return new Builder(this).put(field, value).build();
  }

  public Fields without(Field<?> field) {
    var copy = new LinkedHashMap<>(values);
    copy.remove(field);
    return new Fields(Collections.unmodifiableMap(copy));
  }

  /**
   * The same fields, where each reference, alone or in a list, is replaced by the one that {@code
   * resolve} gives for it.
   */
  public Fields mapReferences(UnaryOperator<Reference> resolve) {
    var copy = new LinkedHashMap<Field<?>, @Nullable Object>(values);
    copy.replaceAll(
        (field, value) ->
            switch (value) {
              case Reference one -> resolve.apply(one);
              case java.util.List<?> many when field.isReference() ->
                  many.stream().map(Reference.class::cast).map(resolve).toList();
              case null -> null;
              default -> value;
            });
    return new Fields(Collections.unmodifiableMap(copy));
  }

  public static Builder builder() {
    return new Builder(NONE);
  }

  /** Collects fields; the last value of a field replaces earlier ones. */
  public static final class Builder {
    private final Map<Field<?>, @Nullable Object> values;

    private Builder(Fields start) {
      this.values = new LinkedHashMap<>(start.values);
    }

    /** Sets the field, or clears it with null. */
    public <T> Builder put(Field<T> field, @Nullable T value) {
      values.put(field, value);
      return this;
    }

    public Fields build() {
      return new Fields(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && fields.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Shows the names only, because values may be personal or secret. */
  @Override
  public String toString() {
    return "Fields" + values.keySet();
  }
}
