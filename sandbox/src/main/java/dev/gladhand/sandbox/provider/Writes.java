package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;

/** Where a provider tells which writes took effect. */
@FunctionalInterface
public interface Writes {

  /** Notes one write; {@code operation} is create or update. */
  void applied(String resource, String operation, String id, String key, Json.Obj fields);
}
