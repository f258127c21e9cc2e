package dev.gladhand.outbound.policy;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses are public. {@link InetAddress} does not know unique local, shared
 * (CGNAT), NAT64 or benchmark addresses, so the blocks of the IANA special-purpose registries are
 * listed here.
 */
public final class AddressRules {
  private static final List<Cidr> V4 =
      List.of(
          Cidr.of("0.0.0.0/8", "this network"),
          Cidr.of("10.0.0.0/8", "private"),
          Cidr.of("100.64.0.0/10", "shared address space"),
          Cidr.of("127.0.0.0/8", "loopback"),
          // Azure's own agent and metadata address is in a public block.
          Cidr.of("168.63.129.16/32", "cloud metadata"),
          Cidr.of("169.254.169.254/32", "cloud metadata"),
          Cidr.of("169.254.0.0/16", "link-local"),
          Cidr.of("172.16.0.0/12", "private"),
          Cidr.of("192.0.0.0/24", "protocol assignments"),
          Cidr.of("192.0.2.0/24", "documentation"),
          Cidr.of("192.31.196.0/24", "AS112"),
          Cidr.of("192.52.193.0/24", "AMT"),
          Cidr.of("192.88.99.0/24", "6to4 relay"),
          Cidr.of("192.168.0.0/16", "private"),
          Cidr.of("192.175.48.0/24", "AS112"),
          Cidr.of("198.18.0.0/15", "benchmark"),
          Cidr.of("198.51.100.0/24", "documentation"),
          Cidr.of("203.0.113.0/24", "documentation"),
          Cidr.of("224.0.0.0/4", "multicast"),
          Cidr.of("255.255.255.255/32", "broadcast"),
          Cidr.of("240.0.0.0/4", "reserved"));

  private static final List<Cidr> V6 =
      List.of(
          Cidr.of("::1/128", "loopback"),
          Cidr.of("::/128", "unspecified"),
          Cidr.of("::/96", "IPv4-compatible"),
          Cidr.of("64:ff9b::/96", "NAT64"),
          Cidr.of("64:ff9b:1::/48", "NAT64"),
          Cidr.of("100::/64", "discard"),
          Cidr.of("2001::/32", "Teredo"),
          Cidr.of("2001:2::/48", "benchmark"),
          Cidr.of("2001:10::/28", "ORCHID"),
          Cidr.of("2001:20::/28", "ORCHID"),
          Cidr.of("2001::/23", "protocol assignments"),
          Cidr.of("2001:db8::/32", "documentation"),
          Cidr.of("2002::/16", "6to4"),
          Cidr.of("2620:4f:8000::/48", "AS112"),
          Cidr.of("3ffe::/16", "6bone"),
          Cidr.of("3fff::/20", "documentation"),
          Cidr.of("5f00::/16", "segment routing"),
          Cidr.of("fd00:ec2::254/128", "cloud metadata"),
          Cidr.of("fc00::/7", "unique local"),
          Cidr.of("fe80::/10", "link-local"),
          Cidr.of("fec0::/10", "site-local"),
          Cidr.of("ff00::/8", "multicast"));

  private static final Cidr GLOBAL_UNICAST = Cidr.of("2000::/3", "global unicast");

  private AddressRules() {}

  /** Why an address must not be called, in a word or two; empty if it is public. */
  public static Optional<String> refusal(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> refusal(V4, v4.getAddress());
      case Inet6Address v6 -> refusalV6(v6.getAddress());
      default -> Optional.of("unknown family");
    };
  }

  /** Whether an address may be called without the operator's permission. */
  public static boolean isPublic(InetAddress address) {
    return refusal(address).isEmpty();
  }

  private static Optional<String> refusalV6(byte[] address) {
    if (isMapped(address)) {
      return Optional.of("IPv4-mapped");
    }
    var listed = refusal(V6, address);
    if (listed.isPresent()) {
      return listed;
    }
    if (!GLOBAL_UNICAST.contains(address)) {
      return Optional.of("not global unicast");
    }
    // ISATAP carries an IPv4 address in the interface identifier of any prefix.
    return isIsatap(address)
        ? refusal(V4, Arrays.copyOfRange(address, 12, 16)).map(why -> "ISATAP to " + why)
        : Optional.empty();
  }

  private static Optional<String> refusal(List<Cidr> blocks, byte[] address) {
    for (var block : blocks) {
      if (block.contains(address)) {
        return Optional.of(block.purpose());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the address is {@code ::ffff:a.b.c.d}; the JDK turns such an address into IPv4 in most
   * cases.
   */
  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == (byte) 0xff && address[11] == (byte) 0xff;
  }

  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfc) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }
}
