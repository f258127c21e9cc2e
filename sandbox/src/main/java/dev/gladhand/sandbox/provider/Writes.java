package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;

/** Receives the writes that a provider applies. */
@FunctionalInterface
public interface Writes {

  /**
   * Adds an applied write to the journal.
   *
   * @param operation {@code create} or {@code update}
   * @param key what identifies the write; a repeated write has the same key
   */
  void applied(String resource, String operation, String id, String key, Json.Obj fields);
}
