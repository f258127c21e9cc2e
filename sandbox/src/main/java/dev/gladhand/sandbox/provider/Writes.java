package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;

/** Receives the writes that a provider has applied. */
@FunctionalInterface
public interface Writes {

  /** Notes a write; {@code operation} is create or update. */
  void applied(String resource, String operation, String id, String key, Json.Obj fields);
}
