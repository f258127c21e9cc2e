package dev.gladhand.application.event;

import java.util.Optional;

/** Judges where events may be sent, by the URL's text alone. */
@FunctionalInterface
public interface UrlRule {
  /** Why not, as a sentence for whoever gave the URL; empty when it is in order. */
  Optional<String> objection(String url);
}
