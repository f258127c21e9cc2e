package dev.gladhand.http.auth;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.partner.AdminClient;
import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.application.partner.ClientSecrets;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.TestServer;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What stands behind the HTTP side of partners and tokens, in memory. */
public final class Fakes {
  static final String ADMIN_SECRET = "the operator's own long secret, 100%+";

  /** A clock that tests move. */
  public static final class MovedClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    public void move(Instant to) {
      now = to;
    }
  }

  record TestClock(MovedClock moved) {}

  /** Partners in a map. */
  public static final class MemoryPartners implements Partners {
    private final Map<PartnerId, Partner> all = new ConcurrentHashMap<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile RuntimeException failure;

    /** From now on. */
    public void fail(RuntimeException with) {
      failure = with;
    }

    @Override
    public void add(Partner partner) {
      all.put(partner.id(), partner);
    }

    @Override
    public Optional<Partner> find(PartnerId id) {
      if (failure != null) {
        throw failure;
      }
      return Optional.ofNullable(all.get(id));
    }

    @Override
    public Optional<Partner> findByClient(String clientId) {
      looks.incrementAndGet();
      if (failure != null) {
        throw failure;
      }
      return all.values().stream().filter(one -> one.clientId().equals(clientId)).findFirst();
    }

    @Override
    public List<Partner> list() {
      return List.copyOf(all.values());
    }

    @Override
    public boolean update(Partner read, Partner changed) {
      return all.replace(read.id(), read, changed);
    }
  }

  /** Secrets in a map. */
  public static final class MemorySecrets implements Secrets {
    private final Map<String, byte[]> all = new HashMap<>();

    @Override
    public synchronized Optional<byte[]> find(String name) {
      return Optional.ofNullable(all.get(name));
    }

    @Override
    public synchronized byte[] findOrMake(String name, Supplier<byte[]> make) {
      return all.computeIfAbsent(name, _ -> make.get());
    }

    @Override
    public synchronized byte[] change(String name, UnaryOperator<byte[]> change) {
      return Objects.requireNonNull(
          all.computeIfPresent(name, (_, before) -> change.apply(before)));
    }
  }

  /** Signals that are only noted. */
  public static final class NotedSignals implements Wakeups {
    final List<Signal> heard = new ArrayList<>();

    @Override
    public synchronized void signal(Signal signal) {
      heard.add(signal);
    }

    @Override
    public void listen(Consumer<Signal> listener) {}
  }

  /** The use cases, as the program would make them. */
  @Factory
  @Requires(property = "fakes")
  static final class Beans {
    // The framework has a clock of its own.
    @Singleton
    @Primary
    InstantSource clock(TestClock clock) {
      return clock.moved();
    }

    @Singleton
    Supplier<UUID> ids() {
      return UUID::randomUUID;
    }

    @Singleton
    ClientSecrets clientSecrets(Secrets secrets) {
      return new ClientSecrets(secrets, new SecureRandom());
    }

    @Singleton
    Clients clients(Partners partners, ClientSecrets secrets, InstantSource clock) {
      return new Clients(partners, secrets, new AdminClient("operator", ADMIN_SECRET), clock);
    }

    @Singleton
    CheckSecret checkSecret(Clients clients, InstantSource clock) {
      return new CheckSecret(clients, clock);
    }

    @Singleton
    ManagePartners managePartners(
        Partners partners,
        ClientSecrets secrets,
        Clients clients,
        Wakeups wakeups,
        Supplier<UUID> ids,
        InstantSource clock,
        Audit audit) {
      return new ManagePartners(
          partners,
          secrets,
          clients,
          wakeups,
          new ClockAndIds(clock, ids),
          OperatorTargets.NONE,
          audit);
    }

    @Singleton
    KeptBytes keptBytes() {
      return new NothingKept();
    }

    @Singleton
    PartnerCaps caps() {
      return PartnerCaps.DEFAULT;
    }

    @Singleton
    Audit audit(NotedAudit noted, Supplier<UUID> ids, InstantSource clock) {
      return new Audit(noted, ids, clock);
    }
  }

  final MovedClock clock = new MovedClock();
  final MemoryPartners partners = new MemoryPartners();
  final MemorySecrets secrets = new MemorySecrets();
  final NotedSignals signals = new NotedSignals();
  final NotedAudit audit = new NotedAudit();

  /** The module with these behind it, and whatever a test adds. */
  public TestServer server(AuthSettings settings, KeySetSource source, Object... more) {
    var beans =
        new ArrayList<Object>(
            List.of(new TestClock(clock), partners, secrets, signals, audit, settings, source));
    beans.addAll(List.of(more));
    return TestServer.with(Map.of("fakes", true, "echo", true), beans.toArray());
  }

  public MemoryPartners partners() {
    return partners;
  }

  public MovedClock clock() {
    return clock;
  }
}
