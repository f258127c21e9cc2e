package dev.gladhand.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.gladhand.outbound.policy.Target;
import dev.gladhand.share.Turns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Looks names up on platform threads, because a look-up cannot be interrupted and blocks its
 * thread, which must not be the carrier of a virtual thread. Concurrent calls for one name share
 * one look-up. The number of concurrent look-ups is limited for each partner and each registrable
 * domain, so that slow name servers delay only the callers that use them. A name that was not found
 * is not looked up again for {@link #MEMORY}.
 */
final class Lookups implements AutoCloseable {
  static final int AT_ONCE_FOR_EACH = 4;
  static final Duration MEMORY = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 128;
  private static final int MOST_REMEMBERED = 1_024;

  private final NameResolver resolver;
  private final PublicSuffixMatcher suffixes = PublicSuffixMatcherLoader.getDefault();

  /**
   * Limits the look-ups of each partner. A look-up takes the partner's turn before the domain's, so
   * that a partner that waits for a slow domain delays only its own look-ups.
   */
  private final Turns<String> partners = new Turns<>(Integer.MAX_VALUE, AT_ONCE_FOR_EACH);

  private final Turns<String> domains = new Turns<>(MOST_AT_ONCE, AT_ONCE_FOR_EACH);
  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final Cache<String, Boolean> unknown;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("outbound-lookup-", 0).daemon().factory());

  /** The partner that looks a name up, and the name's registrable domain. */
  private record Asker(String partner, String domain) {
    private boolean isPartner() {
      return !partner.isEmpty();
    }
  }

  Lookups(NameResolver resolver, Ticker ticker) {
    this.resolver = resolver;
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(MEMORY)
            .ticker(ticker)
            .build();
  }

  /**
   * The addresses of a target's host, which are never empty; if the host is an address, only that
   * one.
   *
   * @param partner the partner for whom the target is called; empty if there is none
   * @param nanos the longest wait
   */
  List<InetAddress> addresses(Target target, String partner, long nanos)
      throws ExchangeException, InterruptedException, TimeoutException {
    if (target.literal()) {
      return List.of(InetAddress.ofLiteral(target.bareHost()));
    }
    long by = System.nanoTime() + nanos;
    try {
      var found =
          lookup(target.host(), partner, nanos).get(by - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (ExecutionException _) {
      // The exception below reports this without the resolver's message, which may name internal
      // servers.
    }
    throw new ExchangeException(FailureKind.DNS, "no address was found for " + target.host());
  }

  private CompletableFuture<List<InetAddress>> lookup(String name, String partner, long nanos)
      throws ExchangeException, InterruptedException {
    if (unknown.getIfPresent(name) != null) {
      return CompletableFuture.completedFuture(List.of());
    }
    var running = underWay.get(name);
    if (running != null) {
      return running;
    }
    var asker = new Asker(partner, Objects.requireNonNullElse(suffixes.getDomainRoot(name), name));
    if (!enter(asker, nanos)) {
      throw new ExchangeException(FailureKind.BUSY, "too many look-ups at once to look up " + name);
    }
    var mine = new CompletableFuture<List<InetAddress>>();
    var other = underWay.putIfAbsent(name, mine);
    if (other != null) {
      leave(asker);
      return other;
    }
    try {
      threads.execute(() -> run(name, asker, mine));
    } catch (RejectedExecutionException e) {
      // The client was closed meanwhile.
      end(name, asker, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private boolean enter(Asker asker, long nanos) throws InterruptedException {
    long by = System.nanoTime() + nanos;
    if (asker.isPartner() && !partners.enter(asker.partner, nanos)) {
      return false;
    }
    var entered = false;
    try {
      entered = domains.enter(asker.domain, by - System.nanoTime());
      return entered;
    } finally {
      if (!entered && asker.isPartner()) {
        partners.leave(asker.partner);
      }
    }
  }

  private void leave(Asker asker) {
    domains.leave(asker.domain);
    if (asker.isPartner()) {
      partners.leave(asker.partner);
    }
  }

  private void run(String name, Asker asker, CompletableFuture<List<InetAddress>> answer) {
    List<InetAddress> found = List.of();
    try {
      found = resolver.resolve(name);
    } catch (UnknownHostException | RuntimeException _) {
      // There is no address; the caller reports that.
    } finally {
      if (found.isEmpty()) {
        unknown.put(name, true);
      }
      end(name, asker, answer);
      answer.complete(found);
    }
  }

  private void end(String name, Asker asker, CompletableFuture<List<InetAddress>> answer) {
    underWay.remove(name, answer);
    leave(asker);
  }

  /** The number of partners and domains that have a look-up under way or wait for one. */
  int waiting() {
    return partners.holders() + domains.holders();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
