package dev.gladhand.domain.payload;

import dev.gladhand.domain.connection.ConnectionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Our id of a TSP's record: a UUIDv5 in the namespace of its connection, so the same record has the same id always. */
public record ResourceId(UUID value) {

  /** The id of the record that the TSP knows as {@code source}. */
  public static ResourceId of(ConnectionId connection, Resource resource, SourceId source) {
    return new ResourceId(uuid5(connection.value(), resource.wire() + ":" + source.value()));
  }

  /** The id of a record for which the TSP gave no id: named after the operation that made it. */
  public static ResourceId ofOperation(ConnectionId connection, Resource resource, UUID operation) {
    return new ResourceId(uuid5(connection.value(), resource.wire() + ":operation:" + operation));
  }

  private static UUID uuid5(UUID namespace, String name) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(ByteBuffer.allocate(16)
          .putLong(namespace.getMostSignificantBits())
          .putLong(namespace.getLeastSignificantBits())
          .flip());
      var hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      var high = hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x5000L;
      var low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
