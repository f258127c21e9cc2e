package dev.gladhand.application.store;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Named secrets of the installation itself, such as the key that signs tokens. They are encrypted
 * by the master key.
 */
public interface Secrets {
  Optional<byte[]> find(String name);

  /**
   * The secret of that name; if there is none, it is made and stored. All nodes get the same one.
   */
  byte[] findOrMake(String name, Supplier<byte[]> make);

  /**
   * Changes an existing secret in one transaction; concurrent changes are made one after the other.
   *
   * @param change makes the next secret from the stored one; may be run again after a rollback
   * @return the secret that is stored now
   */
  byte[] change(String name, UnaryOperator<byte[]> change);
}
