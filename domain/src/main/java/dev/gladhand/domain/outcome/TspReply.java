package dev.gladhand.domain.outcome;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of a TSP's answer that is kept with an attempt: the status, and the headers that a
 * partner may see.
 *
 * @param headers lower-case names; no cookies, no credentials
 */
public record TspReply(int status, Map<String, String> headers) {
  public TspReply {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
