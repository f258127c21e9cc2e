package dev.gladhand.outbound.policy;

import java.net.InetAddress;

/**
 * A block of addresses of one family, as {@code 10.0.0.0/8} or {@code fc00::/7}, and its purpose.
 */
public final class Cidr {
  private final byte[] network;
  private final int prefix;
  private final String purpose;

  private Cidr(byte[] network, int prefix, String purpose) {
    this.network = network;
    this.prefix = prefix;
    this.purpose = purpose;
  }

  public static Cidr of(String text, String purpose) {
    int slash = text.indexOf('/');
    var network = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    return new Cidr(network, Integer.parseInt(text.substring(slash + 1)), purpose);
  }

  String purpose() {
    return purpose;
  }

  public boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != network[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    int mask = (0xff << (8 - rest)) & 0xff;
    return rest == 0 || ((address[whole] ^ network[whole]) & mask) == 0;
  }
}
