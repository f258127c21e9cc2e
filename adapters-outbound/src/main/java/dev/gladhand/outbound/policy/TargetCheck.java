package dev.gladhand.outbound.policy;

import java.net.URI;

/** Whether a URL may be called, as far as its text can tell. */
public sealed interface TargetCheck {
  /** The URL may be called; the addresses of a name are judged when it is dialled. */
  record Permitted(URI uri, Target target) implements TargetCheck {}

  /**
   * The URL may not be called.
   *
   * @param detail a sentence for the person who gave the URL; it repeats no part that could be
   *     secret
   */
  record Refused(Reason reason, String detail) implements TargetCheck {}

  /** What is wrong with a URL. */
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
