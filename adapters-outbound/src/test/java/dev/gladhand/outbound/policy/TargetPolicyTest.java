package dev.gladhand.outbound.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.TargetCheck.Permitted;
import dev.gladhand.outbound.policy.TargetCheck.Reason;
import dev.gladhand.outbound.policy.TargetCheck.Refused;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
  private final TargetPolicy policy = new TargetPolicy(new AllowedTargets(Set.of()));

  @ParameterizedTest
  @CsvSource({
    "https://api.samsara.com, https://api.samsara.com:443",
    "https://API.Samsara.com/v1?x=1, https://api.samsara.com:443",
    "HTTPS://hooks.example.com:8443/a, https://hooks.example.com:8443",
    "https://93.184.216.34/, https://93.184.216.34:443",
    "https://[2606:4700::1111]/, https://[2606:4700:0:0:0:0:0:1111]:443",
    "https://xn--mnchen-3ya.de/, https://xn--mnchen-3ya.de:443",
    "https://my_host.example.com/, https://my_host.example.com:443",
    "https://1password.com/, https://1password.com:443",
  })
  void permitsHttpsToPublicHosts(String url, String target) {
    var permitted = assertInstanceOf(Permitted.class, policy.checkUrl(url));
    assertEquals(target, permitted.target().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1/, INNER_ADDRESS",
    "https://10.1.2.3:8443/, INNER_ADDRESS",
    "https://169.254.169.254/latest/meta-data, INNER_ADDRESS",
    "https://[::1]/, INNER_ADDRESS",
    "https://[fd00:ec2::254]/, INNER_ADDRESS",
    "https://[64:ff9b::7f00:1]/, INNER_ADDRESS",
    "https://[2002:7f00:1::]/, INNER_ADDRESS",
    "https://[::127.0.0.1]/, INNER_ADDRESS",
    "https://localhost/, INNER_ADDRESS",
    "https://LOCALHOST:8443/, INNER_ADDRESS",
    "https://a.localhost/, INNER_ADDRESS",
    "https://intranet/, INNER_ADDRESS",
    "https://metadata.google.internal/, INNER_ADDRESS",
    "https://printer.local/, INNER_ADDRESS",
    "http://127.0.0.1/, INNER_ADDRESS",
    "https://[::ffff:127.0.0.1]/, HOST",
    "https://[::ffff:7f00:1]/, HOST",
    "https://[fe80::1%25eth0]/, HOST",
    "https://2130706433/, HOST",
    "https://0177.0.0.1/, HOST",
    "https://0x7f.0.0.1/, HOST",
    "https://0x7f000001/, HOST",
    "https://127.1/, HOST",
    "https://127.0.1/, HOST",
    "https://127.0.0.1./, HOST",
    "https://localhost./, HOST",
    "https://example.com./, HOST",
    "https://256.1.1.1/, HOST",
    "https://1.2.3.4.5/, HOST",
    "https://a..example.com/, HOST",
    "https://-a.example.com/, HOST",
    "https://example.com:0/, HOST",
    "https://example.com:/, HOST",
    "https://example.com:65536/, HOST",
    "https://example.com:00443/, HOST",
    "https://user@example.com/, USER_INFO",
    "https://user:secret@example.com/, USER_INFO",
    "https://example.com/#here, FRAGMENT",
    "http://example.com/, SCHEME",
    "ftp://example.com/, SCHEME",
    "file://host.example/etc/passwd, SCHEME",
    "gopher://example.com/, SCHEME",
    "https://example.com:22/, PORT",
    "https://example.com:80/, PORT",
    "https:///path, MALFORMED",
    "https:example.com, MALFORMED",
    "//example.com/, MALFORMED",
    "example.com, MALFORMED",
    "'', MALFORMED",
  })
  void refusesEverythingElse(String url, Reason reason) {
    assertEquals(reason, assertInstanceOf(Refused.class, policy.checkUrl(url)).reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://１２７.0.0.1/",
        "https://ⓛocalhost/",
        "https://127。0。0。1/",
        "https://münchen.de/",
        "https://example.com/ä",
        "https://%31%32%37.0.0.1/",
        "https://127.0.0.1%00.example.com/",
        "https://example.com\\@127.0.0.1/",
        "https://exam ple.com/",
        "https://example.com\r\nHost: x/",
        "https://example.com\t/",
        "https://[::1/",
        "https://[[::1]]/",
        "https://a]b/",
      })
  void refusesDisguises(String url) {
    assertInstanceOf(Refused.class, policy.checkUrl(url));
  }

  @Test
  void permitsExactlyWhatTheOperatorNames() {
    var open =
        new TargetPolicy(
            new AllowedTargets(Set.of("127.0.0.1:8081", "Sandbox:9000", "[::1]:8082", "[0::2]:1")));
    assertInstanceOf(Permitted.class, open.checkUrl("http://127.0.0.1:8081/x"));
    assertInstanceOf(Permitted.class, open.checkUrl("https://127.0.0.1:8081/x"));
    assertInstanceOf(Permitted.class, open.checkUrl("http://sandbox:9000"));
    assertInstanceOf(Permitted.class, open.checkUrl("http://[0:0:0:0:0:0:0:1]:8082"));
    assertInstanceOf(Permitted.class, open.checkUrl("http://[::2]:1"));
    assertInstanceOf(Refused.class, open.checkUrl("http://127.0.0.1:8082/"));
    assertInstanceOf(Refused.class, open.checkUrl("http://127.0.0.1/"));
    assertInstanceOf(Refused.class, open.checkUrl("http://localhost:8081/"));
    assertInstanceOf(Refused.class, open.checkUrl("http://2130706433:8081/"));
    assertInstanceOf(Refused.class, open.checkUrl("http://u:p@127.0.0.1:8081/"));
  }

  @Test
  void allowListAnswersForAnySpellingOfCase() {
    var allowed = new AllowedTargets(Set.of("sandbox.example:9000"));
    assertTrue(allowed.contains("SANDBOX.example", 9000));
    assertFalse(allowed.contains("sandbox.example", 9001));
    assertFalse(new AllowedTargets(Set.of()).contains("sandbox.example", 9000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:",
        "localhost:0",
        "*:80",
        "http://a:80",
        "0177.0.0.1:80",
        "a:b"
      })
  void allowListRefusesWhatIsNotExact(String entry) {
    var targets = Set.of("ok:1", entry);
    assertThrows(IllegalArgumentException.class, () -> new AllowedTargets(targets));
  }
}
