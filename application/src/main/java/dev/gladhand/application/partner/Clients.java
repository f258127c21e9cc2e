package dev.gladhand.application.partner;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Caches clients for the checks of tokens and secrets. An entry is removed when this node changes
 * the client, or when another node signals a change. Thread-safe.
 */
public final class Clients {
  /** The longest time that another node's change goes unnoticed if its signal is lost. */
  private static final Duration REMEMBERED = Duration.ofMillis(1500);

  private static final int MOST = 20_000;

  /**
   * A cached client.
   *
   * @param secretHash empty if there is no client
   * @param untilMillis until when the entry is used without asking the store
   */
  private record Seen(@Nullable Client client, String secretHash, long untilMillis) {}

  /** What the cache knows of a secret. */
  enum Memory {
    /** The secret was right when the store was last asked. */
    RIGHT,
    /** The secret is wrong according to an entry that is still valid. */
    WRONG,
    NOTHING
  }

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
   * The client, if one spelling of the secret is right and the client is not disabled; read from
   * the store in any case. An unknown client takes as much work as a known one, so that the time
   * does not show which ids exist. Blocks.
   */
  public Optional<Client> authenticate(String id, Collection<String> spellings) {
    var found = look(id, until -> seen(id, partners.findByClient(id).orElse(null), until));
    var same = isOneOf(spellings, found.secretHash);
    return Optional.ofNullable(found.client).filter(one -> same && !one.disabled());
  }

  /**
   * Checks a secret against the cache alone. An unknown client takes as much work as a known one.
   */
  Memory remembers(String id, Collection<String> spellings) {
    var known = seen.get(id);
    var same = isOneOf(spellings, known == null ? "" : known.secretHash);
    if (known == null || known.client == null) {
      return Memory.NOTHING;
    }
    if (same && !known.client.disabled()) {
      return Memory.RIGHT;
    }
    return isFresh(known) ? Memory.WRONG : Memory.NOTHING;
  }

  /** Whether a client with this id existed when the store was last asked; never blocks. */
  boolean remembers(String id) {
    var known = seen.get(id);
    return known != null && known.client != null;
  }

  private boolean isOneOf(Collection<String> spellings, String expected) {
    return spellings.stream()
        .map(secret -> ClientSecrets.same(expected, secrets.hash(secret)))
        .reduce(false, Boolean::logicalOr);
  }

  /** The client with this id; empty if it is not cached or does not exist. Never blocks. */
  public Optional<Client> remembered(String id) {
    return Optional.ofNullable(fresh(id)).map(Seen::client);
  }

  /** The client with this id; empty if there is none. Blocks unless it is cached. */
  public Optional<Client> find(String id) {
    return isAdmin(id)
        ? find(id, until -> seen(id, null, until))
        : find(id, until -> seen(partners.findByClient(id).orElse(null), until));
  }

  /** The partner's client; empty if it is not cached or does not exist. Never blocks. */
  public Optional<Client> remembered(PartnerId id) {
    return Optional.ofNullable(fresh(id)).map(Seen::client);
  }

  /** The partner's client; empty if there is no such partner. Blocks unless it is cached. */
  public Optional<Client> find(PartnerId id) {
    return find(id, until -> seen(partners.find(id).orElse(null), until));
  }

  /** Removes a client from the cache, so that the next call asks the store. */
  public void forget(String clientId) {
    changes.incrementAndGet();
    seen.removeIf(one -> one.client == null || one.client.id().equals(clientId));
  }

  private Optional<Client> find(Object key, LongFunction<Seen> look) {
    var known = fresh(key);
    return Optional.ofNullable((known == null ? look(key, look) : known).client);
  }

  private Seen look(Object key, LongFunction<Seen> look) {
    var changesBefore = changes.get();
    var found = look.apply(clock.millis() + REMEMBERED.toMillis());
    seen.put(key, found);
    if (changes.get() != changesBefore) {
      // The client that was just read may be older than a change that removed it from the cache.
      seen.remove(key);
    }
    return found;
  }

  private Seen seen(String id, @Nullable Partner partner, long until) {
    var ours = admin;
    return ours != null && isAdmin(id)
        ? new Seen(adminClient(ours), secrets.hash(ours.secret()), until)
        : seen(partner, until);
  }

  private static Seen seen(@Nullable Partner partner, long until) {
    return partner == null
        ? new Seen(null, "", until)
        : new Seen(Client.of(partner), partner.secretHash(), until);
  }

  private boolean isAdmin(String id) {
    return admin != null && admin.id().equals(id);
  }

  private @Nullable Seen fresh(Object key) {
    var known = seen.get(key);
    return known != null && isFresh(known) ? known : null;
  }

  private boolean isFresh(Seen known) {
    return known.untilMillis > clock.millis();
  }

  private Client adminClient(AdminClient ours) {
    // The version is a part of the hash, so that a changed secret ends the tokens of the earlier
    // one.
    var version = secrets.hash(ours.secret()).substring(0, 16);
    return new Client(ours.id(), null, Set.of(Scopes.ADMIN), version, false);
  }
}
