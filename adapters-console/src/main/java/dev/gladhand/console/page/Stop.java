package dev.gladhand.console.page;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a request with a page that says why. */
public final class Stop extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String why;
  private final String field;

  public Stop(int status, String why) {
    this(status, why, "");
  }

  /**
   * @param field the name of the control with the fault, or empty
   */
  public Stop(int status, String why, String field) {
    // Callers can cause it as often as they like, so it has no stack trace, which takes time to
    // make.
    super("status " + status, null, false, false);
    this.status = status;
    this.why = why;
    this.field = field;
  }

  /**
   * The controls of a form, in which the control that {@code wrong} names shows its fault;
   * unchanged if {@code wrong} is null.
   */
  public static List<Field> marked(List<Field> controls, @Nullable Stop wrong) {
    return wrong == null
        ? controls
        : controls.stream()
            .map(one -> wrong.field.equals(one.name()) ? one.withFault(wrong.why) : one)
            .toList();
  }

  /** A 404: no such object exists, or the reader may not see it. */
  public static Stop notFound() {
    return new Stop(404, "There is no such page, or it is not yours.");
  }

  public int status() {
    return status;
  }

  public String why() {
    return why;
  }

  public String field() {
    return field;
  }
}
