package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;

/** Receives the writes that a provider has applied. */
@FunctionalInterface
public interface Writes {

  /**
   * Notes a write in the journal.
   *
   * @param operation {@code create} or {@code update}
   * @param key what identifies the write; a repeated write has the same key
   */
  void applied(String resource, String operation, String id, String key, Json.Obj fields);
}
