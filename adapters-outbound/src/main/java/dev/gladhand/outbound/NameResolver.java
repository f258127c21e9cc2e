package dev.gladhand.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks up the addresses of a name. It is called on a thread that may block, at most once for each
 * new connection, and never for a host that is already an address.
 */
@FunctionalInterface
public interface NameResolver {
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** The resolver of the operating system. */
  static NameResolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
