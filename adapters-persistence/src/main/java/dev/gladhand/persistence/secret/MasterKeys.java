package dev.gladhand.persistence.secret;

import dev.gladhand.domain.record.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The master key that wraps all data keys, and earlier master keys, which only unwrap. {@link
 * #toString} shows no key.
 */
public final class MasterKeys {
  private static final int LENGTH = 32;
  private static final int ID_BYTES = 8;

  private final Map<String, SecretKey> byId = new LinkedHashMap<>();
  private final String currentId;

  /**
   * @param current 32 bytes
   * @param earlier 32 bytes each
   */
  public MasterKeys(byte[] current, List<byte[]> earlier) {
    currentId = add(current);
    earlier.forEach(this::add);
  }

  private String add(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a master key is base64 of 32 bytes");
    }
    var id = id(key);
    byId.put(id, new SecretKeySpec(key, "AES"));
    return id;
  }

  public String currentId() {
    return currentId;
  }

  /** The ids of the keys, the current one first. */
  Set<String> ids() {
    return Collections.unmodifiableSet(byId.keySet());
  }

  SecretKey current() {
    return java.util.Objects.requireNonNull(byId.get(currentId));
  }

  @Nullable SecretKey find(String id) {
    return byId.get(id);
  }

  /** A hash that identifies a key and shows nothing else of it. */
  private static String id(byte[] key) {
    var hash = Sha256.digest();
    hash.update("gladhand master key id".getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash.digest(key), 0, ID_BYTES);
  }

  @Override
  public String toString() {
    return "MasterKeys[" + currentId + "]";
  }
}
