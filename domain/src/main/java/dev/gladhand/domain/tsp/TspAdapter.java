package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.signin.Connects;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Connects the gateway to one TSP: gives its writes, schemas and limits, and calls it. Stateless
 * and thread-safe. A method that calls the TSP runs on a virtual thread and tries once.
 */
public interface TspAdapter {
  TspId id();

  /** The name people know, such as "Samsara". */
  String displayName();

  Writers writers();

  CredentialsSchema credentials();

  SettingsSchema settings();

  /**
   * The TSP's own limits for a connection with these settings. The engine applies {@link
   * Settings#RATE_LIMIT} itself.
   */
  RateLimits rateLimits(Settings settings);

  /** How many calls of one connection the TSP takes at once; 1 or more. */
  default int maxConcurrency() {
    return Integer.MAX_VALUE;
  }

  /**
   * The address that calls of a connection with these settings go to; only its scheme, host and
   * port count. An adapter whose TSP has several hosts of its own overrides this.
   */
  default URI address(Settings settings) {
    var own =
        settings().hosts().stream().filter(host -> !host.startsWith("*")).sorted().findFirst();
    return URI.create(settings.getOr(Settings.BASE_URL, "https://" + own.orElse(id().slug())));
  }

  /**
   * The names of the headers that carry these credentials, which then replace {@link
   * TspRequest#secretHeaders} of every request; empty if the requests already name the right ones.
   */
  default List<String> secretHeaders(Credentials credentials) {
    return List.of();
  }

  /** Makes one harmless call that shows whether the address and the credentials work. */
  Outcome test(TspAccess tsp);

  default Optional<Settler> settler() {
    return Optional.empty();
  }

  default Optional<Directory> directory() {
    return Optional.empty();
  }

  default Optional<Renewer> renewer() {
    return Optional.empty();
  }

  /**
   * The sign-in by OAuth 2, if the TSP has it. The renewer renews the credentials that it obtains.
   */
  default Optional<Connects> connects() {
    return Optional.empty();
  }
}
