package dev.gladhand.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on threads of its own: a look-up cannot be interrupted and holds its thread, which
 * a virtual thread's carrier must not be. Calls for one name at one time share one look-up, so a
 * name whose servers hang holds one thread.
 */
final class Lookups implements AutoCloseable {
  private static final int MOST_AT_ONCE = 64;

  private final NameResolver resolver;
  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("outbound-lookup-", 0).daemon().factory());

  Lookups(NameResolver resolver) {
    this.resolver = resolver;
  }

  List<InetAddress> addresses(Target target, long nanos)
      throws ExchangeException, InterruptedException, TimeoutException {
    if (target.literal()) {
      return List.of(InetAddress.ofLiteral(target.bareHost()));
    }
    try {
      var found = lookup(target.host()).get(nanos, TimeUnit.NANOSECONDS);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (ExecutionException _) {
      // Told below: the resolver's own words may name inner servers.
    } catch (RejectedExecutionException _) {
      throw new ExchangeException(
          FailureKind.DNS, "too many look-ups at once to look up " + target.host());
    }
    throw new ExchangeException(FailureKind.DNS, "no address was found for " + target.host());
  }

  private CompletableFuture<List<InetAddress>> lookup(String name) {
    var mine = new CompletableFuture<List<InetAddress>>();
    var other = underWay.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(() -> run(name, mine));
    } catch (RejectedExecutionException e) {
      underWay.remove(name, mine);
      mine.completeExceptionally(e);
      throw e;
    }
    return mine;
  }

  private void run(String name, CompletableFuture<List<InetAddress>> answer) {
    try {
      var found = resolver.resolve(name);
      underWay.remove(name, answer);
      answer.complete(found);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(name, answer);
      answer.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
