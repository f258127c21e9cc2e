package dev.gladhand.application.audit;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.record.Sha256;
import dev.gladhand.json.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit before it is added to the chain.
 *
 * @param createdAt in the precision of microseconds
 */
public record AuditEvent(UUID id, Instant createdAt, Actor actor, AuditEntry entry) {

  /**
   * An event in the chain.
   *
   * @param position counts from 1 without gaps
   * @param previousHash the hash of the event before; null for the first event
   * @param hash lower-case hexadecimal SHA-256 over {@link #canonical}
   */
  public record Chained(
      long position, AuditEvent event, @Nullable String previousHash, String hash) {

    /** Whether the hash matches the event and the hash before it. */
    public boolean holds() {
      return hash.equals(event.hash(previousHash));
    }

    /** The event as the API shows it. */
    public Map<String, @Nullable Object> toJson() {
      var json = event.toJson();
      json.put("previous_hash", previousHash);
      json.put("hash", hash);
      return json;
    }
  }

  /**
   * The event as it is added to the chain, with its position and the hash of the event before it.
   */
  public Chained at(long position, @Nullable String previousHash) {
    return new Chained(position, this, previousHash, hash(previousHash));
  }

  /**
   * The text that is hashed: all members except {@code hash}, as canonical JSON by RFC 8785, in
   * UTF-8.
   */
  public String canonical(@Nullable String previousHash) {
    var json = toJson();
    json.put("previous_hash", previousHash);
    return JsonWriter.canonical(json);
  }

  private String hash(@Nullable String previousHash) {
    return Sha256.hex(canonical(previousHash));
  }

  private Map<String, @Nullable Object> toJson() {
    var who = new LinkedHashMap<String, @Nullable Object>();
    who.put("kind", actor.kind().wire());
    who.put("id", actor.id());
    var partner = entry.partner();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", id.toString());
    json.put("created_at", Moments.format(createdAt));
    json.put("actor", who);
    json.put("partner_id", partner == null ? null : partner.toString());
    json.put("action", entry.action().wire());
    json.put("object", Map.of("type", entry.action().objectType(), "id", entry.objectId()));
    json.put("changes", entry.changes());
    json.put("request_id", actor.requestId());
    json.put("remote_address", actor.remoteAddress());
    json.put("outcome", entry.outcome().wire());
    return json;
  }
}
