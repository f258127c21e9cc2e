package dev.gladhand.bootstrap.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.value.MapPropertyResolver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting with each kind of wrong value: named, and not repeated. */
class NodeSettingsTest {
  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final List<String> DURATIONS =
      List.of("canary", "0s", "0ms", "-5s", "5", "5 s", "1.5s", "5d", "876001h", "9999999999s");

  /** A variable and what it must not be. */
  record Wrong(String variable, String value) {
    @Override
    public String toString() {
      return variable + "=" + value;
    }
  }

  static Stream<Wrong> wrong() {
    return Stream.of(
            all("GLADHAND_PORT", "canary", "-1", "65536", "8080.0", "99999999999"),
            all("GLADHAND_MANAGEMENT_PORT", "canary", "0", "-1", "65536", "8080"),
            all("GLADHAND_HOST", "canary.invalid", "192.0.2.1", "127.0.0.1:80", "http://canary"),
            all(
                "GLADHAND_DATABASE_URL",
                "canary",
                "jdbc:mysql://canary/x",
                "postgres://canary",
                "jdbc:postgresql://h:x/y?password=canary"),
            all(
                "GLADHAND_MASTER_KEY",
                "canary",
                "Y2FuYXJ5",
                KEY + "=",
                KEY.substring(1),
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYw"),
            all("GLADHAND_ADMIN_CLIENT_ID", "canary"),
            all("GLADHAND_ADMIN_CLIENT_SECRET", "canary-secret"),
            all(
                "GLADHAND_ALLOWED_TARGETS",
                "canary",
                "canary:80,",
                "https://canary:443",
                "canary:80 other:80",
                "canary:65536",
                "canary:0",
                "*:80"),
            all(
                "GLADHAND_PUBLIC_URL",
                "canary",
                "/canary",
                "ftp://canary.example",
                "https:canary",
                "https://user:canary@host",
                "https://canary.example/a b",
                "https://canary.example/a%20b",
                "https://canary.example//b",
                "https://canary.example/" + "a".repeat(200),
                "https://canary.example/a?b",
                "https://canary.example/a#b"),
            all("GLADHAND_ALLOWED_RECEIVERS", "canary", "https://canary:443", "canary:0", "*:80"),
            all("GLADHAND_ISSUER_URL", "https://canary.example"),
            all("GLADHAND_ISSUER_JWKS_URL", "https://canary.example/keys"),
            all("GLADHAND_ISSUER_AUDIENCE", "canary"),
            all("GLADHAND_ISSUER_PARTNER_CLAIM", "canary"),
            all("GLADHAND_ISSUER_ADMIN", "canary", "yes", "1"),
            all("GLADHAND_ISSUER_PROVISION", "canary", "TRUE", "0"),
            all("GLADHAND_RETRY_ATTEMPTS", "canary", "0", "-1", "1001", "1.5"),
            all("GLADHAND_PARTNER_RATE", "canary", "-1"),
            all("GLADHAND_PARTNER_PENDING", "canary", "-1"),
            all("GLADHAND_PARTNER_SYNC_CALLS", "canary", "-1"),
            all(
                "GLADHAND_WEBHOOK_SCHEDULE",
                "canary",
                "0s,",
                "0s;5s",
                "0s,canary",
                "-1s",
                "876001h"),
            Stream.of(
                    "GLADHAND_DATABASE_WAIT",
                    "GLADHAND_RETRY_FIRST",
                    "GLADHAND_RETRY_LONGEST",
                    "GLADHAND_RETRY_WINDOW",
                    "GLADHAND_LEASE",
                    "GLADHAND_POLL",
                    "GLADHAND_TSP_CONNECT_TIMEOUT",
                    "GLADHAND_TSP_TIMEOUT",
                    "GLADHAND_SYNC_TIMEOUT",
                    "GLADHAND_GRACE",
                    "GLADHAND_KEEP",
                    "GLADHAND_ISSUER_LIFETIME",
                    "GLADHAND_WEBHOOK_TIMEOUT",
                    "GLADHAND_WEBHOOK_GRACE")
                .flatMap(name -> DURATIONS.stream().map(value -> new Wrong(name, value))))
        .flatMap(each -> each);
  }

  private static Stream<Wrong> all(String variable, String... values) {
    return Stream.of(values).map(value -> new Wrong(variable, value));
  }

  private static NodeSettings read(Map<String, String> variables) {
    var properties = new HashMap<String, Object>();
    variables.forEach(
        (name, value) ->
            properties.put(
                "gladhand."
                    + name.substring("GLADHAND_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'),
                value));
    return NodeSettings.read(new MapPropertyResolver(properties), Map.of());
  }

  @Test
  void theEnvironmentComesFirstAndIsTakenAsItIs() {
    var secret = "pa${HOME}ss-${nothing:}-${";
    var environment =
        SettingsReader.ofEnvironment(
            Map.of(
                "GLADHAND_MASTER_KEY",
                KEY,
                "GLADHAND_ADMIN_CLIENT_ID",
                "admin",
                "GLADHAND_ADMIN_CLIENT_SECRET",
                secret.repeat(2),
                "GLADHAND_DATABASE_PASSWORD",
                secret,
                "PATH",
                "/bin"));
    var file = Map.<String, Object>of("gladhand.database-password", "another");
    var settings = NodeSettings.read(new MapPropertyResolver(file), environment);
    assertEquals(secret, settings.database().password());
    assertEquals(secret.repeat(2), java.util.Objects.requireNonNull(settings.admin()).secret());
  }

  private static String refused(Map<String, String> variables) {
    return String.valueOf(
        assertThrows(NodeSettings.WrongSettings.class, () -> read(variables)).getMessage());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongSettingIsNamedAndNotRepeated(Wrong wrong) {
    var variables = new HashMap<>(Map.of("GLADHAND_MASTER_KEY", KEY));
    variables.put(wrong.variable, wrong.value);
    var why = refused(variables);
    assertTrue(why.contains(wrong.variable), why);
    assertFalse(why.contains("canary"), why);
    if (wrong.variable.equals("GLADHAND_MASTER_KEY")) {
      assertFalse(why.contains(wrong.value), why);
    }
  }

  @Test
  void earlierKeysAreReadAndNeverShown() {
    var earlier =
        Map.of("GLADHAND_MASTER_KEY", KEY, "GLADHAND_MASTER_KEYS_EARLIER", KEY + "," + KEY);
    assertEquals(2, read(earlier).earlierKeys().size());
    assertEquals(List.of(), read(Map.of("GLADHAND_MASTER_KEY", KEY)).earlierKeys());
    var wrong = Map.of("GLADHAND_MASTER_KEY", KEY, "GLADHAND_MASTER_KEYS_EARLIER", KEY + ",canary");
    assertTrue(refused(wrong).startsWith("GLADHAND_MASTER_KEYS_EARLIER: "));
    assertFalse(refused(wrong).contains("canary"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertTrue(refused(Map.of()).startsWith("GLADHAND_MASTER_KEY: "));
    assertTrue(refused(Map.of("GLADHAND_MASTER_KEY", " ")).startsWith("GLADHAND_MASTER_KEY: "));
    for (var one : List.of("ISSUER_URL", "ISSUER_JWKS_URL", "ISSUER_AUDIENCE")) {
      var variables =
          new HashMap<>(
              Map.of(
                  "GLADHAND_MASTER_KEY", KEY,
                  "GLADHAND_ISSUER_URL", "https://login.example",
                  "GLADHAND_ISSUER_JWKS_URL", "https://login.example/keys",
                  "GLADHAND_ISSUER_AUDIENCE", "gateway"));
      read(variables);
      variables.remove("GLADHAND_" + one);
      var why = refused(variables);
      assertTrue(why.startsWith("GLADHAND_" + one + ": "), why);
      assertEquals(1, why.lines().count(), why);
    }
  }

  @Test
  void theEarlierNamesOfTheIssuersSettingsStillCount() {
    var variables =
        new HashMap<>(
            Map.of(
                "GLADHAND_MASTER_KEY", KEY,
                "GLADHAND_ISSUER_URL", "https://login.example",
                "GLADHAND_JWKS_URL", "https://login.example/keys",
                "GLADHAND_AUDIENCE", "gateway",
                "GLADHAND_PARTNER_CLAIM", "tenant"));
    assertEquals(
        new NodeSettings.ExternalIssuer(
            "https://login.example",
            "https://login.example/keys",
            "gateway",
            "tenant",
            false,
            false,
            Duration.ofHours(24)),
        read(variables).issuer());
    variables.put("GLADHAND_JWKS_URL", "canary");
    assertTrue(refused(variables).startsWith("GLADHAND_JWKS_URL: "));
  }

  @Test
  void theKeysAddressIsAWebAddress() {
    for (var url :
        List.of(
            "canary",
            "ftp://canary/keys",
            "https:canary",
            "http://",
            "a b",
            "http://canary.example/keys",
            "http://10.0.0.1/keys",
            "http://127.0.0.1.canary.example/keys")) {
      var why =
          refused(
              Map.of(
                  "GLADHAND_MASTER_KEY",
                  KEY,
                  "GLADHAND_ISSUER_URL",
                  "https://login.example",
                  "GLADHAND_ISSUER_JWKS_URL",
                  url,
                  "GLADHAND_ISSUER_AUDIENCE",
                  "gateway"));
      assertTrue(why.startsWith("GLADHAND_ISSUER_JWKS_URL: "), why);
      assertFalse(why.contains("canary"), why);
    }
  }

  @Test
  void theKeysAddressMayBePlainOnLoopbackOnly() {
    for (var url :
        List.of(
            "https://login.example/keys",
            "http://localhost:8180/keys",
            "http://127.0.0.9/keys",
            "http://[::1]:80/keys")) {
      var settings =
          read(
              Map.of(
                  "GLADHAND_MASTER_KEY",
                  KEY,
                  "GLADHAND_ISSUER_URL",
                  "https://login.example",
                  "GLADHAND_ISSUER_JWKS_URL",
                  url,
                  "GLADHAND_ISSUER_AUDIENCE",
                  "gateway"));
      assertEquals(
          new NodeSettings.ExternalIssuer(
              "https://login.example",
              url,
              "gateway",
              "partner_id",
              false,
              false,
              Duration.ofHours(24)),
          settings.issuer());
    }
  }

  @Test
  void thePublicAddressMayHaveAPath() {
    for (var url : List.of("http://host:8080", "https://host/", "https://host/fleet/api/")) {
      read(Map.of("GLADHAND_MASTER_KEY", KEY, "GLADHAND_PUBLIC_URL", url));
    }
  }

  @Test
  void blanksAroundTargetsAreIgnored() {
    var settings =
        read(
            Map.of(
                "GLADHAND_MASTER_KEY",
                KEY,
                "GLADHAND_ALLOWED_TARGETS",
                " 127.0.0.1:8081, Sandbox:9000 "));
    assertEquals(List.of("127.0.0.1:8081", "sandbox:9000"), settings.allowedTargets());
  }

  @Test
  void aShortAdminSecretIsRefused() {
    var variables =
        new HashMap<>(
            Map.of(
                "GLADHAND_MASTER_KEY",
                KEY,
                "GLADHAND_ADMIN_CLIENT_ID",
                "admin",
                "GLADHAND_ADMIN_CLIENT_SECRET",
                "c".repeat(31)));
    assertEquals(
        "GLADHAND_ADMIN_CLIENT_SECRET: must have at least 32 characters", refused(variables));
    variables.put("GLADHAND_ADMIN_CLIENT_SECRET", "c".repeat(32));
    read(variables);
  }

  @Test
  void everyFaultIsToldAtOnce() {
    var why =
        refused(
            Map.of(
                "GLADHAND_PORT", "x",
                "GLADHAND_LEASE", "x",
                "GLADHAND_RETRY_FIRST", "10s",
                "GLADHAND_RETRY_LONGEST", "5s"));
    for (var name : List.of("PORT", "LEASE", "RETRY_LONGEST", "MASTER_KEY")) {
      assertTrue(why.contains("GLADHAND_" + name + ": "), why);
    }
    assertEquals(4, why.lines().count(), why);
  }

  @Test
  void theDefaultsAreThoseOfTheDocumentation() {
    var settings = read(Map.of("GLADHAND_MASTER_KEY", KEY));
    assertEquals("jdbc:h2:file:./data/gladhand", settings.database().url());
    assertEquals(Duration.ofSeconds(1), settings.engine().policy().first());
    assertEquals(Duration.ofMinutes(5), settings.engine().policy().longest());
    assertEquals(10, settings.engine().policy().attempts());
    assertEquals(Duration.ofHours(24), settings.engine().policy().window());
    assertEquals(Duration.ofSeconds(30), settings.engine().lease());
    assertEquals(Duration.ofSeconds(1), settings.engine().poll());
    assertEquals(Duration.ofSeconds(5), settings.connectTimeout());
    assertEquals(Duration.ofSeconds(20), settings.engine().tspTimeout());
    assertEquals(Duration.ofSeconds(30), settings.engine().syncTimeout());
    assertEquals(Duration.ofSeconds(30), settings.grace());
    assertEquals(Duration.ofSeconds(3), settings.webhookTimeout());
    assertEquals(9, settings.webhookSchedule().size());
    assertEquals(Duration.ofHours(14), settings.webhookSchedule().getLast());
    assertEquals(List.of(), settings.allowedTargets());
  }

  @Test
  void noTextOfTheSettingsShowsASecret() {
    var settings =
        read(
            Map.of(
                "GLADHAND_MASTER_KEY",
                KEY,
                "GLADHAND_DATABASE_PASSWORD",
                "canary",
                "GLADHAND_ADMIN_CLIENT_ID",
                "admin",
                "GLADHAND_ADMIN_CLIENT_SECRET",
                "canary".repeat(6)));
    assertFalse((settings + " " + settings.database() + settings.admin()).contains("canary"));
  }
}
