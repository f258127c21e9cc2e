package dev.gladhand.outbound.policy;

import java.net.URI;

/** Whether a URL may be called, judged by its text alone. */
public sealed interface TargetCheck {
  /**
   * The URL may be called; if its host is a name, the addresses are checked when a connection is
   * made.
   */
  record Permitted(URI uri, Target target) implements TargetCheck {}

  /**
   * The URL may not be called.
   *
   * @param detail a sentence for the author of the URL; it repeats no part that could be secret
   */
  record Refused(Reason reason, String detail) implements TargetCheck {}

  /** Why a URL must not be called. */
  enum Reason {
    MALFORMED,
    SCHEME,
    USER_INFO,
    FRAGMENT,
    PORT,
    HOST,
    INNER_ADDRESS
  }
}
