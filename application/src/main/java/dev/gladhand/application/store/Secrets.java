package dev.gladhand.application.store;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Named secrets of the installation itself, such as the key that signs tokens; kept encrypted by
 * the master key.
 */
public interface Secrets {
  Optional<byte[]> find(String name);

  /** The secret of that name; made and stored where there is none yet. All nodes get the same. */
  byte[] findOrMake(String name, Supplier<byte[]> make);

  /**
   * Changes a secret that is there, in one transaction: what others change at the same time is
   * changed before or after.
   *
   * @param change from the stored secret to the next one; may be run again after it was undone
   * @return what is stored now
   */
  byte[] change(String name, UnaryOperator<byte[]> change);
}
