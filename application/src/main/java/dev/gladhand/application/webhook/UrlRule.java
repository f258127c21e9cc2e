package dev.gladhand.application.webhook;

import java.util.Optional;

/** Judges where events may be sent, by the URL's text alone. */
@FunctionalInterface
public interface UrlRule {
  /** Why the URL is refused, as a sentence for the person who gave it; empty when it is allowed. */
  Optional<String> objection(String url);
}
