package dev.gladhand.application.partner;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clients as tokens are checked against them: remembered for a moment, forgotten exactly when
 * this node or a signal of another says that one changed. Thread-safe.
 */
public final class Clients {
  /** How long another node's change may go unnoticed when its signal is lost. */
  private static final Duration REMEMBERED = Duration.ofMillis(1500);

  private static final int MOST = 20_000;

  private record Seen(@Nullable Client client, long untilMillis) {}

  private final Partners partners;
  private final ClientSecrets secrets;
  private final @Nullable AdminClient admin;
  private final InstantSource clock;
  private final BoundedCache<Object, Seen> seen = new BoundedCache<>(MOST);
  private final AtomicLong changes = new AtomicLong();

  public Clients(
      Partners partners, ClientSecrets secrets, @Nullable AdminClient admin, InstantSource clock) {
    this.partners = partners;
    this.secrets = secrets;
    this.admin = admin;
    this.clock = clock;
  }

  /**
   * The client, where the secret is its own and it is not disabled. As much work for a client that
   * is not there as for one that is. Blocks.
   */
  public Optional<Client> authenticate(String id, String secret) {
    var hash = secrets.hash(secret);
    var ours = admin != null && admin.id().equals(id) ? admin : null;
    var partner = partners.findByClient(id);
    var expected =
        ours != null
            ? secrets.hash(ours.secret())
            : partner.map(Partners.Partner::secretHash).orElse(secrets.hash(""));
    var same = ClientSecrets.same(expected, hash);
    var client = ours != null ? Optional.of(adminClient(ours)) : partner.map(Client::of);
    return client.filter(one -> same && !one.disabled());
  }

  /** The client, where it is known without looking; never blocks. */
  public Optional<Client> remembered(String id) {
    return Optional.ofNullable(fresh(id)).map(Seen::client);
  }

  /** Blocks, unless remembered. */
  public Optional<Client> find(String id) {
    var ours = admin;
    var found =
        ours != null && ours.id().equals(id)
            ? find(id, () -> Optional.of(adminClient(ours)))
            : find(id, () -> partners.findByClient(id).map(Client::of));
    return Optional.ofNullable(found.client);
  }

  /** The partner's client, where it is known without looking; never blocks. */
  public Optional<Client> remembered(PartnerId id) {
    return Optional.ofNullable(fresh(id)).map(Seen::client);
  }

  /** The partner's client. Blocks, unless remembered. */
  public Optional<Client> find(PartnerId id) {
    return Optional.ofNullable(find(id, () -> partners.find(id).map(Client::of)).client);
  }

  /** Looks again at the next call. */
  public void forget(String clientId) {
    changes.incrementAndGet();
    seen.removeIf(one -> one.client == null || one.client.id().equals(clientId));
  }

  private Seen find(Object key, Supplier<Optional<Client>> look) {
    var known = fresh(key);
    if (known != null) {
      return known;
    }
    var changesBefore = changes.get();
    var until = clock.millis() + REMEMBERED.toMillis();
    var found = new Seen(look.get().orElse(null), until);
    seen.put(key, found);
    if (changes.get() != changesBefore) {
      // What was just read may be from before a change that has been forgotten already.
      seen.remove(key);
    }
    return found;
  }

  private @Nullable Seen fresh(Object key) {
    var known = seen.get(key);
    return known != null && known.untilMillis > clock.millis() ? known : null;
  }

  private Client adminClient(AdminClient ours) {
    // A part of the hash: a changed secret ends the tokens of the one before.
    var version = secrets.hash(ours.secret()).substring(0, 16);
    return new Client(ours.id(), null, Set.of(Scopes.ADMIN), version, false);
  }
}
