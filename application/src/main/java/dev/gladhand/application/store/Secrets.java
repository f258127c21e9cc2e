package dev.gladhand.application.store;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Named secrets of the installation itself, such as the key that signs tokens; kept encrypted by
 * the master key.
 */
public interface Secrets {
  Optional<byte[]> find(String name);

  /** The secret of that name; made and stored where there is none yet. All nodes get the same. */
  byte[] findOrMake(String name, Supplier<byte[]> make);
}
