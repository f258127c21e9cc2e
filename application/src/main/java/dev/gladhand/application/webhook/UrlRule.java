package dev.gladhand.application.webhook;

import java.util.Optional;

/** Decides from a URL's text alone whether events may be sent to it. */
@FunctionalInterface
public interface UrlRule {
  /** Why the URL is refused, as a sentence for its author; empty if it is allowed. */
  Optional<String> objection(String url);
}
