package dev.gladhand.outbound.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, this network",
    "0.255.255.255, this network",
    "10.0.0.0, private",
    "10.255.255.255, private",
    "100.64.0.0, shared address space",
    "100.100.100.200, shared address space",
    "100.127.255.255, shared address space",
    "127.0.0.1, loopback",
    "127.255.255.254, loopback",
    "168.63.129.16, cloud metadata",
    "169.254.0.1, link-local",
    "169.254.169.254, cloud metadata",
    "172.16.0.0, private",
    "172.31.255.255, private",
    "192.0.0.192, protocol assignments",
    "192.0.2.1, documentation",
    "192.88.99.1, 6to4 relay",
    "192.168.0.1, private",
    "198.18.0.0, benchmark",
    "198.19.255.255, benchmark",
    "198.51.100.7, documentation",
    "203.0.113.7, documentation",
    "224.0.0.1, multicast",
    "239.255.255.255, multicast",
    "240.0.0.1, reserved",
    "255.255.255.255, broadcast",
    "::, unspecified",
    "::1, loopback",
    "::127.0.0.1, IPv4-compatible",
    "::8.8.8.8, IPv4-compatible",
    "64:ff9b::7f00:1, NAT64",
    "64:ff9b::808:808, NAT64",
    "64:ff9b:1::1, NAT64",
    "100::1, discard",
    "2001::1, Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2, Teredo",
    "2001:2::1, benchmark",
    "2001:10::1, ORCHID",
    "2001:2f:ffff::1, ORCHID",
    "2001:1ff::1, protocol assignments",
    "2001:db8::1, documentation",
    "2002:7f00:1::1, 6to4",
    "2002:808:808::1, 6to4",
    "3fff:fff::1, documentation",
    "5f00::1, segment routing",
    "4000::1, not global unicast",
    "::ffff:0:127.0.0.1, not global unicast",
    "fc00::1, unique local",
    "fd00:ec2::254, cloud metadata",
    "fdff::1, unique local",
    "fe80::1, link-local",
    "febf::1, link-local",
    "fec0::1, site-local",
    "ff02::1, multicast",
    "2600:1f00::5efe:10.0.0.1, ISATAP to private",
    "2600:1f00::200:5efe:7f00:1, ISATAP to loopback",
  })
  void refusesWhatIsNotPublic(String address, String why) {
    assertEquals(Optional.of(why), AddressRules.refusal(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2003::1",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "2600:1f00::5efe:8.8.8.8",
      })
  void permitsPublicAddresses(String address) {
    assertTrue(AddressRules.isPublic(InetAddress.ofLiteral(address)));
  }

  @Test
  void judgesMappedAddressesAsTheirIpv4() throws UnknownHostException {
    var mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    assertEquals(Optional.of("loopback"), AddressRules.refusal(InetAddress.getByAddress(mapped)));
  }
}
