package dev.gladhand.persistence.secret;

import dev.gladhand.application.RandomBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256-GCM. Each has a data key of its own, which the master key wraps. Both
 * are bound to the name of the row, so that a sealed text that is moved to another row cannot be
 * opened. Thread-safe.
 */
public final class Vault {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY = 32;

  private final MasterKeys keys;
  private final SecureRandom random = new SecureRandom();

  public Vault(MasterKeys keys) {
    this.keys = keys;
  }

  /**
   * A sealed secret as it is stored.
   *
   * @param keyId the id of the master key that wraps the data key
   * @param text the secret, encrypted with the data key
   */
  public record Sealed(String keyId, String wrappedKey, String text) {}

  /**
   * Seals a secret.
   *
   * @param id the primary key of the row in which it is stored
   */
  public Sealed seal(SealedTable table, Object id, byte[] secret) {
    var name = table.name(id);
    var dataKey = RandomBytes.make(random, KEY);
    try {
      var text = encrypt(new SecretKeySpec(dataKey, "AES"), name, secret);
      return new Sealed(keys.currentId(), encrypt(keys.current(), name, dataKey), text);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  public byte[] open(SealedTable table, Object id, Sealed sealed) {
    var name = table.name(id);
    var dataKey = unwrap(name, sealed);
    try {
      return decrypt(new SecretKeySpec(dataKey, "AES"), name, sealed.text());
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /** The same secret with its data key wrapped by the current master key. */
  Sealed rewrap(SealedTable table, Object id, Sealed sealed) {
    var name = table.name(id);
    var dataKey = unwrap(name, sealed);
    try {
      return new Sealed(keys.currentId(), encrypt(keys.current(), name, dataKey), sealed.text());
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private byte[] unwrap(String name, Sealed sealed) {
    var master = keys.find(sealed.keyId());
    if (master == null) {
      throw new IllegalStateException(
          "no master key with the id " + sealed.keyId() + " is configured; " + name + " needs it");
    }
    return decrypt(master, name, sealed.wrappedKey());
  }

  private String encrypt(SecretKey key, String name, byte[] plain) {
    try {
      var nonce = RandomBytes.make(random, NONCE);
      var cipher = cipher(Cipher.ENCRYPT_MODE, key, name, nonce);
      var out = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, out, NONCE);
      return Base64.getEncoder().encodeToString(out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be sealed", e);
    }
  }

  private static byte[] decrypt(SecretKey key, String name, String text) {
    try {
      var in = Base64.getDecoder().decode(text);
      var cipher = cipher(Cipher.DECRYPT_MODE, key, name, Arrays.copyOf(in, NONCE));
      return cipher.doFinal(in, NONCE, in.length - NONCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the stored secret of " + name + " does not open: it, its key or its place was changed",
          e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, String name, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
