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
 * Looks names up on threads of its own: a look-up cannot be interrupted and holds its thread, which
 * a virtual thread's carrier must not be. Calls for one name at one time share one look-up. One
 * partner, and one registrable domain, has a few at once, so that slow name servers hold up only
 * those who asked for them; a name that was not found is not asked for again for {@link #MEMORY}.
 */
final class Lookups implements AutoCloseable {
  static final int AT_ONCE_FOR_EACH = 4;
  static final Duration MEMORY = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 128;
  private static final int MOST_REMEMBERED = 1_024;

  private final NameResolver resolver;
  private final PublicSuffixMatcher suffixes = PublicSuffixMatcherLoader.getDefault();

  /** First, so that a partner that waits for its domains' turns waits among its own. */
  private final Turns<String> partners = new Turns<>(Integer.MAX_VALUE, AT_ONCE_FOR_EACH);

  private final Turns<String> domains = new Turns<>(MOST_AT_ONCE, AT_ONCE_FOR_EACH);
  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final Cache<String, Boolean> unknown;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().name("outbound-lookup-", 0).daemon().factory());

  /** Who looks a name up, and in which registrable domain. */
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
   * The addresses of a target; those of a literal are itself.
   *
   * @param partner on whose behalf it is called; empty where it is nobody's
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
      // Told below: the resolver's own words may name inner servers.
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
      // The client closed just now.
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
      // No address: told by the caller.
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

  /** Partners and domains that have a look-up under way or wait for one. */
  int waiting() {
    return partners.holders() + domains.holders();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
