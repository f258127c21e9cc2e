package dev.gladhand.bootstrap.settings;

import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.delivery.DeliveryPolicy;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.write.PartnerLimits;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.persistence.database.PoolSettings;
import io.micronaut.core.value.PropertyResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this node. Each is a variable of the environment and a property of {@code
 * application.yml}.
 *
 * @param masterKey the current master key, 32 bytes
 * @param earlierKeys earlier master keys, 32 bytes each, which only unwrap data keys
 * @param admin the client that has the scope admin; null if there is none
 * @param issuer the external issuer of tokens, or null for the embedded one
 * @param allowedReceivers internal targets that webhooks may call; the allowed targets of TSPs if
 *     the operator sets no others
 * @param publicUrl the address of this node for browsers; null if the operator sets none
 * @param held whether the node sends nothing by itself until it is restarted without this setting
 * @param kept how long ended operations are kept
 * @param auditKept how long events of the audit are kept
 */
public record NodeSettings(
    Database database,
    byte[] masterKey,
    List<byte[]> earlierKeys,
    @Nullable Client admin,
    @Nullable ExternalIssuer issuer,
    List<String> allowedTargets,
    List<String> allowedReceivers,
    EngineSettings engine,
    PartnerLimits.Limits limits,
    PartnerCaps caps,
    @Nullable String publicUrl,
    boolean held,
    Duration connectTimeout,
    Duration grace,
    Duration kept,
    Duration auditKept,
    List<Duration> webhookSchedule,
    Duration webhookTimeout,
    Duration webhookGrace) {

  private static final int LEAST_SECRET = 32;

  /**
   * The settings of the database.
   *
   * @param patience how long the start of a node waits for the database
   */
  public record Database(
      String url, @Nullable String user, @Nullable String password, Duration patience) {
    @Override
    public String toString() {
      return "Database[*****]";
    }
  }

  public record Client(String id, String secret) {
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  public record ExternalIssuer(
      String url,
      String jwksUrl,
      String audience,
      String partnerClaim,
      boolean admin,
      boolean provision,
      Duration lifetime) {}

  private static final String ISSUER_NEEDS =
      "is required where any of GLADHAND_ISSUER_URL, GLADHAND_ISSUER_JWKS_URL,"
          + " GLADHAND_ISSUER_AUDIENCE and GLADHAND_ISSUER_PARTNER_CLAIM is set";

  /**
   * Reads the settings. If any are wrong, throws {@link WrongSettings} with one line for each
   * fault, which does not repeat the value.
   */
  public static NodeSettings read(PropertyResolver properties, Map<String, String> asWritten) {
    var reader = new SettingsReader(properties, asWritten);
    var settings =
        new NodeSettings(
            database(reader),
            masterKey(reader),
            reader.keys("GLADHAND_MASTER_KEYS_EARLIER"),
            admin(reader),
            issuer(reader),
            reader.targets("GLADHAND_ALLOWED_TARGETS"),
            reader.targets(
                reader.text("GLADHAND_ALLOWED_RECEIVERS") == null
                    ? "GLADHAND_ALLOWED_TARGETS"
                    : "GLADHAND_ALLOWED_RECEIVERS"),
            engine(reader),
            limits(reader),
            caps(reader),
            reader.baseAddress("GLADHAND_PUBLIC_URL"),
            reader.flag("GLADHAND_HOLD"),
            reader.duration("GLADHAND_TSP_CONNECT_TIMEOUT", Duration.ofSeconds(5)),
            reader.duration("GLADHAND_GRACE", Duration.ofSeconds(30)),
            reader.duration("GLADHAND_KEEP", Duration.ofDays(90)),
            reader.duration("GLADHAND_AUDIT_KEEP", Duration.ofDays(400)),
            reader.durations(
                "GLADHAND_WEBHOOK_SCHEDULE",
                Stream.of("0s", "5s", "30s", "5m", "30m", "2h", "5h", "10h", "14h")
                    .map(NodeSettings::known)
                    .toList()),
            reader.duration("GLADHAND_WEBHOOK_TIMEOUT", Duration.ofSeconds(3)),
            reader.duration("GLADHAND_WEBHOOK_GRACE", DeliveryPolicy.defaults().grace()));
    reader.host("GLADHAND_HOST");
    var port = reader.port("GLADHAND_PORT", 8080);
    if (reader.number("GLADHAND_MANAGEMENT_PORT", 0, 1, 65_535) == port && port > 0) {
      reader.fault("GLADHAND_MANAGEMENT_PORT", "must be another port than GLADHAND_PORT");
    }
    reader.duration("GLADHAND_FEED_KEEP_ALIVE", Duration.ofSeconds(15));
    if (!reader.faults().isEmpty()) {
      throw new WrongSettings(reader.faults());
    }
    return settings;
  }

  private static Duration known(String text) {
    var duration = Durations.parse(text);
    return duration == null ? Duration.ZERO : duration;
  }

  private static Database database(SettingsReader reader) {
    var url = reader.text("GLADHAND_DATABASE_URL", "jdbc:h2:file:./data/gladhand");
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      reader.fault("GLADHAND_DATABASE_URL", "must begin with jdbc:postgresql: or jdbc:h2:");
    } else if (!PoolSettings.understands(url)) {
      reader.fault(
          "GLADHAND_DATABASE_URL", "must be a URL such as jdbc:postgresql://host:5432/database");
    }
    return new Database(
        url,
        reader.text("GLADHAND_DATABASE_USER"),
        reader.text("GLADHAND_DATABASE_PASSWORD"),
        reader.duration("GLADHAND_DATABASE_WAIT", Duration.ofSeconds(60)));
  }

  private static byte[] masterKey(SettingsReader reader) {
    var before = reader.faults().size();
    var key = reader.key("GLADHAND_MASTER_KEY");
    if (key == null && reader.faults().size() == before) {
      reader.fault(
          "GLADHAND_MASTER_KEY",
          "is required: base64 of 32 bytes (openssl rand -base64 32 makes one)");
    }
    return key == null ? new byte[0] : key;
  }

  private static @Nullable Client admin(SettingsReader reader) {
    var id = reader.text("GLADHAND_ADMIN_CLIENT_ID");
    var secret = reader.text("GLADHAND_ADMIN_CLIENT_SECRET");
    if (id == null && secret == null) {
      return null;
    }
    if (id == null) {
      reader.fault(
          "GLADHAND_ADMIN_CLIENT_ID", "is required where GLADHAND_ADMIN_CLIENT_SECRET is set");
      return null;
    }
    if (secret == null) {
      reader.fault(
          "GLADHAND_ADMIN_CLIENT_SECRET", "is required where GLADHAND_ADMIN_CLIENT_ID is set");
      return null;
    }
    if (secret.length() < LEAST_SECRET) {
      reader.fault(
          "GLADHAND_ADMIN_CLIENT_SECRET", "must have at least " + LEAST_SECRET + " characters");
    }
    return new Client(id, secret);
  }

  private static @Nullable ExternalIssuer issuer(SettingsReader reader) {
    // These settings may also have the names that earlier versions read, because the documentation
    // can be understood to mean either name.
    var keySetName = reader.spelling("GLADHAND_ISSUER_JWKS_URL", "GLADHAND_JWKS_URL");
    var audienceName = reader.spelling("GLADHAND_ISSUER_AUDIENCE", "GLADHAND_AUDIENCE");
    var claimName = reader.spelling("GLADHAND_ISSUER_PARTNER_CLAIM", "GLADHAND_PARTNER_CLAIM");
    var url = reader.text("GLADHAND_ISSUER_URL");
    var jwks = reader.safeAddress(keySetName);
    var audience = reader.text(audienceName);
    var claim = reader.text(claimName);
    var admin = reader.flag("GLADHAND_ISSUER_ADMIN");
    var provision = reader.flag("GLADHAND_ISSUER_PROVISION");
    var lifetime = reader.duration("GLADHAND_ISSUER_LIFETIME", Duration.ofHours(24));
    if (Stream.of(url, jwks, audience, claim).allMatch(Objects::isNull)) {
      return null;
    }
    if (url == null) {
      reader.fault("GLADHAND_ISSUER_URL", ISSUER_NEEDS);
    }
    if (jwks == null) {
      reader.faultOnce(keySetName, ISSUER_NEEDS);
    }
    if (audience == null) {
      reader.fault(audienceName, ISSUER_NEEDS);
    }
    if (url == null || jwks == null || audience == null) {
      return null;
    }
    return new ExternalIssuer(
        url, jwks, audience, claim == null ? "partner_id" : claim, admin, provision, lifetime);
  }

  private static EngineSettings engine(SettingsReader reader) {
    var usual = EngineSettings.defaults("node-" + UUID.randomUUID());
    var first = reader.duration("GLADHAND_RETRY_FIRST", usual.policy().first());
    var longest = reader.duration("GLADHAND_RETRY_LONGEST", usual.policy().longest());
    if (longest.compareTo(first) < 0) {
      reader.fault("GLADHAND_RETRY_LONGEST", "must not be shorter than GLADHAND_RETRY_FIRST");
      longest = first;
    }
    var policy =
        new RetryPolicy(
            first,
            longest,
            reader.number("GLADHAND_RETRY_ATTEMPTS", usual.policy().attempts(), 1, 1000),
            reader.duration("GLADHAND_RETRY_WINDOW", usual.policy().window()));
    return new EngineSettings(
        usual.node(),
        reader.duration("GLADHAND_LEASE", usual.lease()),
        reader.duration("GLADHAND_POLL", usual.poll()),
        reader.duration("GLADHAND_TSP_TIMEOUT", usual.tspTimeout()),
        reader.duration("GLADHAND_SYNC_TIMEOUT", usual.syncTimeout()),
        usual.concurrency(),
        usual.lanes(),
        usual.window(),
        policy);
  }

  private static PartnerLimits.Limits limits(SettingsReader reader) {
    var usual = PartnerLimits.Limits.DEFAULT;
    return new PartnerLimits.Limits(
        reader.number("GLADHAND_PARTNER_RATE", usual.perSecond(), 0, Integer.MAX_VALUE),
        reader.number("GLADHAND_PARTNER_PENDING", (int) usual.pending(), 0, Integer.MAX_VALUE),
        reader.number("GLADHAND_PARTNER_SYNC_CALLS", usual.syncCalls(), 0, Integer.MAX_VALUE));
  }

  private static PartnerCaps caps(SettingsReader reader) {
    var usual = PartnerCaps.DEFAULT;
    var most = Integer.MAX_VALUE;
    return new PartnerCaps(
        reader.number("GLADHAND_PARTNER_WEBHOOKS", usual.webhooks(), 1, most),
        reader.number("GLADHAND_PARTNER_INVITATIONS", usual.invitations(), 1, most),
        reader.number("GLADHAND_PARTNER_CONNECTIONS", usual.connections(), 1, most),
        reader.number("GLADHAND_PARTNER_REFERENCES", usual.references(), 1, most),
        reader.number("GLADHAND_PARTNER_KEPT_MB", usual.keptMebibytes(), 1, most));
  }

  @Override
  public String toString() {
    return "NodeSettings[*****]";
  }

  /** Says which settings are wrong, so that the node cannot start. */
  public static final class WrongSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSettings(List<String> faults) {
      super(String.join("\n", faults));
    }
  }
}
