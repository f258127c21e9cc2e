package dev.gladhand.sandbox;

import dev.gladhand.sandbox.fault.Faults;
import dev.gladhand.sandbox.fleetio.FleetioProvider;
import dev.gladhand.sandbox.geotab.GeotabProvider;
import dev.gladhand.sandbox.http.Listener;
import dev.gladhand.sandbox.journal.Journal;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.motive.MotiveProvider;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.ProviderPort;
import dev.gladhand.sandbox.samsara.SamsaraProvider;
import dev.gladhand.sandbox.superoffice.SuperOfficeProvider;
import dev.gladhand.sandbox.webfleet.WebfleetProvider;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The simulated providers. Each has its own port; they share one journal and one list of faults.
 */
public final class SandboxServer implements AutoCloseable {
  private static final String OTHER_GEOTAB = "geotab_other";

  private final Journal journal;
  private final Faults faults;
  private final SamsaraProvider samsara;
  private final SuperOfficeProvider superOffice;
  private final MotiveProvider motive;
  private final FleetioProvider fleetio;
  private final WebfleetProvider webfleet;
  private final GeotabProvider geotab;
  private final Map<String, ProviderPort> ports = new LinkedHashMap<>();
  private final Map<String, Listener> listeners = new LinkedHashMap<>();

  private SandboxServer(SandboxOptions options) {
    InstantSource clock = InstantSource.system();
    journal = new Journal(clock, options.journalEntries(), options.journalBytes());
    faults = new Faults(new SplittableRandom(options.seed()));
    samsara = new SamsaraProvider(clock);
    superOffice = new SuperOfficeProvider(clock);
    motive = new MotiveProvider(clock);
    fleetio = new FleetioProvider(clock);
    webfleet = new WebfleetProvider(clock);
    geotab = new GeotabProvider(clock);
  }

  /**
   * Starts every provider; all ports are open when this method returns.
   *
   * @throws UncheckedIOException if a port is taken
   */
  public static SandboxServer start(SandboxOptions options) {
    var server = new SandboxServer(options);
    try {
      for (Provider provider : server.providers()) {
        server.open(provider, options.port(provider.name()), options);
      }
      server.superOffice.baseUrl(server.superOfficeUrl());
      server.openOtherGeotab(options);
      return server;
    } catch (UncheckedIOException e) {
      server.close();
      throw e;
    }
  }

  /** Starts every provider on free ports of the loopback address. */
  public static SandboxServer start() {
    return start(SandboxOptions.defaults());
  }

  /** Starts the sandbox and runs it until the process ends; {@link Arguments} reads the options. */
  public static void main(String[] args) throws InterruptedException {
    SandboxOptions options;
    try {
      options = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    var server = start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println(server.urls().write());
    System.out.flush();
    Thread.currentThread().join();
  }

  public String samsaraUrl() {
    return url("samsara");
  }

  public String superOfficeUrl() {
    return url("superoffice");
  }

  public String motiveUrl() {
    return url("motive");
  }

  public String fleetioUrl() {
    return url("fleetio");
  }

  public String webfleetUrl() {
    return url("webfleet");
  }

  public String geotabUrl() {
    return url("geotab");
  }

  /**
   * The base URL of Geotab's second server. A sign-in at the first server may tell the caller to
   * use the second one.
   */
  public String otherGeotabUrl() {
    return url(OTHER_GEOTAB);
  }

  /** The base URL of a provider. */
  public String url(String provider) {
    return listener(provider).url();
  }

  /** The base URLs by provider. */
  public Json.Obj urls() {
    var urls = new LinkedHashMap<String, Json>();
    listeners.forEach((name, listener) -> urls.put(name, new Json.Text(listener.url())));
    return new Json.Obj(urls);
  }

  public Journal journal() {
    return journal;
  }

  public Faults faults() {
    return faults;
  }

  public SamsaraProvider samsara() {
    return samsara;
  }

  public SuperOfficeProvider superOffice() {
    return superOffice;
  }

  public MotiveProvider motive() {
    return motive;
  }

  public FleetioProvider fleetio() {
    return fleetio;
  }

  public WebfleetProvider webfleet() {
    return webfleet;
  }

  public GeotabProvider geotab() {
    return geotab;
  }

  /**
   * The object that receives a provider's requests; its latency and rate limits can be set there.
   */
  public ProviderPort port(String provider) {
    ProviderPort port = ports.get(provider);
    if (port == null) {
      throw new IllegalArgumentException(
          "unknown provider '" + provider + "', known are " + ports.keySet());
    }
    return port;
  }

  /**
   * If {@code refused} is true, refuses connections to a provider, like a server that is down;
   * otherwise accepts them again.
   */
  public void refuse(String provider, boolean refused) {
    if (refused) {
      listener(provider).refuse();
    } else {
      listener(provider).accept();
    }
  }

  /** The number of open connections to a provider. */
  public int connections(String provider) {
    return listener(provider).connections();
  }

  /**
   * How often each message or record was received by a provider, by the key that identifies it,
   * such as recipient and text.
   */
  public Map<String, Integer> timesReceived(String provider) {
    return journal.timesReceived(Query.of(provider), port(provider).provider()::keys);
  }

  /**
   * How often each message or record was created at a provider, by the key that identifies it, such
   * as recipient and text.
   */
  public Map<String, Integer> timesApplied(String provider) {
    return journal.timesApplied(Query.of(provider));
  }

  /**
   * Restores the initial state: no faults, an empty journal, the demo records, default settings.
   */
  public void reset() {
    faults.clear();
    for (ProviderPort port : ports.values()) {
      port.latency(Duration.ZERO);
      port.limits(List.of());
      port.provider().reset();
    }
    listeners.values().forEach(Listener::accept);
    journal.clear();
  }

  private List<Provider> providers() {
    return List.of(samsara, superOffice, motive, fleetio, webfleet, geotab);
  }

  Map<String, ProviderPort> ports() {
    return ports;
  }

  @Override
  public void close() {
    listeners.values().forEach(Listener::close);
  }

  private void open(Provider provider, int number, SandboxOptions options) {
    var port = new ProviderPort(provider, journal, faults, new Control(this)::answer);
    ports.put(provider.name(), port);
    listeners.put(
        provider.name(),
        Listener.open(provider.name(), options.host(), number, options.longestBody(), port));
  }

  private void openOtherGeotab(SandboxOptions options) {
    var listener =
        Listener.open(OTHER_GEOTAB, options.host(), 0, options.longestBody(), port(geotab.name()));
    listeners.put(OTHER_GEOTAB, listener);
    geotab.otherServer(options.host() + ":" + listener.port());
  }

  private Listener listener(String provider) {
    Listener listener = listeners.get(provider);
    if (listener == null) {
      throw new IllegalArgumentException(
          "unknown provider '" + provider + "', known are " + listeners.keySet());
    }
    return listener;
  }
}
