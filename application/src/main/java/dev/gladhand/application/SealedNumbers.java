package dev.gladhand.application;

import dev.gladhand.application.store.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the numbers that stand in the cursors of lists, and decrypts them. Such a number counts
 * the records of all partners; encrypted, it tells a partner nothing about the records of others.
 * AES-256-GCM under one key of all nodes. Thread-safe; blocks at its first use.
 */
public final class SealedNumbers {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int SEALED = NONCE + Long.BYTES + TAG;

  private final RandomGenerator random;
  private final SharedKey key;

  /**
   * Makes a sealer whose key is read at its first use.
   *
   * @param random cryptographically strong
   */
  public SealedNumbers(Secrets secrets, RandomGenerator random) {
    this.random = random;
    this.key = new SharedKey(secrets, "cursor-key", random);
  }

  /**
   * Encrypts a number.
   *
   * @param place names the list and its owner; the text can be decrypted only with the same name
   * @return letters, digits, {@code -} and {@code _}
   */
  public String seal(String place, long number) {
    var nonce = RandomBytes.make(random, NONCE);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
      var sealed = Arrays.copyOf(nonce, SEALED);
      var plain = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a number cannot be sealed", e);
    }
  }

  /** Decrypts a number; null if {@link #seal} did not make the text for this place. */
  public @Nullable Long open(String place, String text) {
    try {
      var sealed = Base64.getUrlDecoder().decode(text);
      if (sealed.length != SEALED) {
        return null;
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), place);
      return ByteBuffer.wrap(cipher.doFinal(sealed, NONCE, SEALED - NONCE)).getLong();
    } catch (IllegalArgumentException | AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a sealed number cannot be opened", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
