package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.AddressRules;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.Cidr;
import dev.gladhand.outbound.policy.Host;
import dev.gladhand.outbound.policy.TargetCheck;
import dev.gladhand.outbound.policy.TargetCheck.Permitted;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TargetPolicyPropertyTest {
  private final TargetPolicy policy = new TargetPolicy(new AllowedTargets(Set.of()));

  @Property(tries = 2_000)
  void aPermittedNameIsAnAddressInNobodysSpelling(@ForAll("hosts") String host) {
    if (policy.checkUrl("https://" + host + "/") instanceof Permitted(_, var target)) {
      if (target.literal()) {
        assertTrue(AddressRules.isPublic(InetAddress.ofLiteral(target.bareHost())), host);
      } else {
        // What the C library and thus other programs would read as an address.
        assertThrows(IllegalArgumentException.class, () -> Inet4Address.ofPosixLiteral(host), host);
      }
    }
  }

  @Property(tries = 2_000)
  void everySpellingOfAnInnerAddressIsRefused(@ForAll("innerAddresses") long address) {
    for (var host : spellings(address)) {
      assertTrue(policy.checkUrl("https://" + host + "/") instanceof TargetCheck.Refused, host);
    }
  }

  @Property(tries = 2_000)
  void theCanonicalSpellingOfAHostIsItsOwn(@ForAll("hosts") String host) {
    Host.parse(host)
        .ifPresent(
            parsed -> assertEquals(parsed.text(), Host.parse(parsed.text()).orElseThrow().text()));
  }

  @Property(tries = 2_000)
  void anyTextIsJudged(@ForAll String text) {
    policy.checkUrl(text);
    policy.checkUrl("https://" + text);
    policy.checkUrl("https://a.example.com/" + text);
  }

  @Property(tries = 2_000)
  void aBlockHoldsTheAddressesThatShareItsPrefix(
      @ForAll @Size(16) byte[] network,
      @ForAll @Size(16) byte[] address,
      @ForAll @IntRange(max = 128) int prefix)
      throws UnknownHostException {
    // The JDK reads mapped bytes as IPv4; a first byte that is not zero keeps them apart.
    network[0] |= 0x20;
    var text = InetAddress.getByAddress(network).getHostAddress();
    var shift = 128 - prefix;
    boolean same =
        new BigInteger(1, network)
            .shiftRight(shift)
            .equals(new BigInteger(1, address).shiftRight(shift));
    assertEquals(same, Cidr.of(text + "/" + prefix, "x").contains(address));
    assertTrue(Cidr.of(text + "/" + prefix, "x").contains(network));
  }

  @Provide
  Arbitrary<String> hosts() {
    var part =
        Arbitraries.oneOf(
            Arbitraries.of("127", "0", "1", "0177", "0x7f", "0x", "256", "10", "a", "localhost"),
            Arbitraries.strings().withChars("0123456789xabcf-_").ofMaxLength(6),
            Arbitraries.strings().ascii().ofMaxLength(3),
            Arbitraries.of("[", "]", "::1", "::", "ffff", "%31", "１", "。"));
    return part.list().ofMinSize(1).ofMaxSize(5).map(parts -> String.join(".", parts));
  }

  @Provide
  Arbitrary<Long> innerAddresses() {
    return Combinators.combine(
            Arbitraries.of(0x7f000000L, 0x0a000000L, 0xa9fe0000L, 0xc0a80000L, 0xe0000000L),
            Arbitraries.longs().between(0, 0xffff))
        .as((network, rest) -> network | rest);
  }

  private static String[] spellings(long address) {
    long a = address >> 24;
    long b = (address >> 16) & 0xff;
    long c = (address >> 8) & 0xff;
    long d = address & 0xff;
    return new String[] {
      "%d.%d.%d.%d".formatted(a, b, c, d),
      "%d.%d.%d.%d.".formatted(a, b, c, d),
      "%d".formatted(address),
      "0%o".formatted(address),
      "0x%x".formatted(address),
      "0X%X".formatted(address),
      "0%o.0%o.0%o.0%o".formatted(a, b, c, d),
      "0x%x.0x%x.0x%x.0x%x".formatted(a, b, c, d),
      "%03d.%03d.%03d.%03d".formatted(a, b, c, d),
      "%d.%d".formatted(a, address & 0xffffff),
      "%d.%d.%d".formatted(a, b, address & 0xffff),
      "0x%x.%d.0%o".formatted(a, b, address & 0xffff),
      "[::ffff:%d.%d.%d.%d]".formatted(a, b, c, d),
      "[::ffff:%x:%x]".formatted(address >> 16, address & 0xffff),
      "[::%d.%d.%d.%d]".formatted(a, b, c, d),
      "[64:ff9b::%x:%x]".formatted(address >> 16, address & 0xffff),
      "[2002:%x:%x::1]".formatted(address >> 16, address & 0xffff),
      "[2001::%x:%x]".formatted(~address >> 16 & 0xffff, ~address & 0xffff),
    };
  }
}
