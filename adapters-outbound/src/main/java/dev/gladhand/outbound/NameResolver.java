package dev.gladhand.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks up the addresses of a name. Called on a thread that may block, once for each new
 * connection, and never for a host that is an address already.
 */
@FunctionalInterface
public interface NameResolver {
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** The machine's own resolver. */
  static NameResolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
