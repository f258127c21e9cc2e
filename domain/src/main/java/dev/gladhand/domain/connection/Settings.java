package dev.gladhand.domain.connection;

import dev.gladhand.domain.field.Change;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection: the fields that connections of every TSP have, and those that its
 * TSP's own schema declares.
 */
public record Settings(Fields fields) {
  public static final Settings NONE = new Settings(Fields.NONE);

  /**
   * Requests a second that the connection may make, instead of the TSP's own limit. At least
   * 0.000277, which is one an hour; at most 100,000.
   */
  public static final Field<BigDecimal> PER_SECOND =
      new Field<>("per_second", rate("0.000277", "100000"))
          .labelled("Requests a second", "How many requests a second the connection may make.");

  /**
   * Requests a minute that the connection may make: at least 0.0166, which is one an hour; at most
   * 6,000,000.
   */
  public static final Field<BigDecimal> PER_MINUTE =
      new Field<>("per_minute", rate("0.0166", "6000000"))
          .labelled("Requests a minute", "How many requests a minute the connection may make.");

  public static final Field<Fields> RATE_LIMIT =
      new Field<>(
              "rate_limit",
              new CompoundType.Nested(
                  Shape.of(
                      List.of(PER_SECOND, PER_MINUTE),
                      new PresenceRule.AnyOf(List.of(PER_SECOND, PER_MINUTE)))))
          .labelled("Rate limit", "A limit on requests that replaces the provider's own.");

  /** How many calls may be under way at once: 1 to 1,000. */
  public static final Field<Integer> MAX_CONCURRENCY =
      new Field<>("max_concurrency", new NumberType.Whole(1, 1000))
          .labelled(
              "Calls at once", "How many calls may be under way at the same time, 1 to 1,000.");

  /**
   * What happens to the later writes to a record while an earlier one waits for another attempt
   * after a failure.
   */
  public static final Field<OnFailure> ON_FAILURE =
      new Field<>("on_failure", new FieldType.Choice<>(OnFailure.class))
          .labelled(
              "After a failure",
              "Whether a failed write holds back the later writes to the same record, or they go on.");

  /**
   * The address that calls go to. It is checked against the TSP's own hosts and the operator's
   * allow-list.
   */
  public static final Field<String> BASE_URL =
      new Field<>("base_url", new FieldType.Text(1, 2000, null))
          .labelled(
              "Address",
              "Where calls go: one of the provider's own hosts, or one that the operator allows.");

  /** The settings that connections of every TSP have. */
  public static final List<Field<?>> COMMON = List.of(RATE_LIMIT, MAX_CONCURRENCY, ON_FAILURE);

  public <T> @Nullable T get(Field<T> field) {
    return fields.get(field);
  }

  public <T> T getOr(Field<T> field, T otherwise) {
    return fields.change(field) instanceof Change.Set<T>(var value) ? value : otherwise;
  }

  /**
   * Whether a write that waits for another attempt after a failure holds back the later writes to
   * the same record ({@link #HOLD}), or they go on in the meantime ({@link #SKIP}).
   */
  public enum OnFailure implements Wire {
    HOLD,
    SKIP;
  }

  private static FieldType<BigDecimal> rate(String least, String most) {
    return new NumberType.Decimal(null, new BigDecimal(least), new BigDecimal(most), false);
  }
}
