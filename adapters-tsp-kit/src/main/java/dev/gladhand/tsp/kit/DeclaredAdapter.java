package dev.gladhand.tsp.kit;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.signin.Connects;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that is composed of the parts given to its {@link Builder}. What needs a part that was
 * not given, such as the settler, is not supported for this TSP. Thread-safe if its parts are.
 */
public final class DeclaredAdapter implements TspAdapter {
  private final Builder parts;

  private DeclaredAdapter(Builder parts) {
    this.parts = parts;
  }

  /**
   * @param slug the name of the TSP in requests to the gateway, such as {@code samsara}
   * @param name the name of the TSP as it is shown to people
   */
  public static Builder of(
      String slug, String name, CredentialsSchema credentials, SettingsSchema settings) {
    return new Builder(new TspId(slug), name, credentials, settings);
  }

  /** Collects the parts of an adapter. */
  public static final class Builder {
    private final TspId id;
    private final String name;
    private final CredentialsSchema credentials;
    private final SettingsSchema settings;
    private Writers writers = Writers.builder().build();
    private RateLimits limits = RateLimits.unknown();
    private int concurrency = Integer.MAX_VALUE;
    private Function<TspAccess, Outcome> test = _ -> Outcome.accepted();
    private Function<Credentials, List<String>> secretHeaders = _ -> List.of();
    private @Nullable Function<Settings, String> address;
    private @Nullable Settler settler;
    private @Nullable Directory directory;
    private @Nullable Renewer renewer;
    private @Nullable Connects connects;

    private Builder(TspId id, String name, CredentialsSchema credentials, SettingsSchema settings) {
      this.id = id;
      this.name = name;
      this.credentials = credentials;
      this.settings = settings;
    }

    public Builder writers(Writers all) {
      writers = all;
      return this;
    }

    public Builder limits(RateLimits stated) {
      limits = stated;
      return this;
    }

    /**
     * Sets how many calls of one connection the TSP accepts at the same time. By default there is
     * no limit.
     */
    public Builder atOnce(int calls) {
      concurrency = calls;
      return this;
    }

    /**
     * Sets the call that tests a connection and changes nothing at the TSP. If no call is set,
     * every test succeeds.
     */
    public Builder test(Function<TspAccess, Outcome> call) {
      test = call;
      return this;
    }

    /**
     * Sets a function from a connection's credentials to the names of the headers that carry them,
     * for a TSP with several kinds of credentials.
     */
    public Builder signedBy(Function<Credentials, List<String>> headers) {
      secretHeaders = headers;
      return this;
    }

    /**
     * Sets a function from a connection's settings to the base URL of its calls, for a TSP with
     * several hosts.
     */
    public Builder address(Function<Settings, String> base) {
      address = base;
      return this;
    }

    public Builder settler(Settler own) {
      settler = own;
      return this;
    }

    public Builder directory(Directory own) {
      directory = own;
      return this;
    }

    public Builder renewer(Renewer own) {
      renewer = own;
      return this;
    }

    public Builder connects(Connects own) {
      connects = own;
      return this;
    }

    public TspAdapter build() {
      return new DeclaredAdapter(this);
    }
  }

  @Override
  public TspId id() {
    return parts.id;
  }

  @Override
  public String displayName() {
    return parts.name;
  }

  @Override
  public Writers writers() {
    return parts.writers;
  }

  @Override
  public CredentialsSchema credentials() {
    return parts.credentials;
  }

  @Override
  public SettingsSchema settings() {
    return parts.settings;
  }

  @Override
  public RateLimits rateLimits(Settings settings) {
    return parts.limits;
  }

  @Override
  public int maxConcurrency() {
    return parts.concurrency;
  }

  @Override
  public URI address(Settings settings) {
    return parts.address == null
        ? TspAdapter.super.address(settings)
        : URI.create(parts.address.apply(settings));
  }

  @Override
  public List<String> secretHeaders(Credentials credentials) {
    return parts.secretHeaders.apply(credentials);
  }

  @Override
  public Outcome test(TspAccess tsp) {
    return parts.test.apply(tsp);
  }

  @Override
  public Optional<Settler> settler() {
    return Optional.ofNullable(parts.settler);
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.ofNullable(parts.directory);
  }

  @Override
  public Optional<Renewer> renewer() {
    return Optional.ofNullable(parts.renewer);
  }

  @Override
  public Optional<Connects> connects() {
    return Optional.ofNullable(parts.connects);
  }
}
