package dev.gladhand.outbound;

/** Why an exchange cannot go on; carried to the one place that makes a result of it. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String detail;

  Trouble(FailureKind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.detail = detail;
  }

  FailureKind kind() {
    return kind;
  }

  String detail() {
    return detail;
  }
}
