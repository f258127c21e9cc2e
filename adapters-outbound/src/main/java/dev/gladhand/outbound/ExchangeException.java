package dev.gladhand.outbound;

import java.io.IOException;

/** Why an exchange failed; the message may be shown to users. */
final class ExchangeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final String detail;

  ExchangeException(FailureKind kind, String detail) {
    super(detail);
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
