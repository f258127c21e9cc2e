package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.outbound.policy.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupsTest {
  private static final long PATIENT = Duration.ofSeconds(20).toNanos();
  private static final long HASTY = Duration.ofMillis(50).toNanos();
  private static final List<InetAddress> FOUND = List.of(InetAddress.ofLiteral("93.184.216.34"));

  private final CountDownLatch release = new CountDownLatch(1);
  private final Semaphore begun = new Semaphore(0);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();

  /** Names that begin with slow hang, those that begin with none are unknown. */
  private List<InetAddress> resolve(String name) throws UnknownHostException {
    asked.incrementAndGet();
    if (name.startsWith("slow")) {
      begun.release();
      await(release);
    }
    if (name.startsWith("none")) {
      throw new UnknownHostException(name);
    }
    return FOUND;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Lookups lookups() {
    return new Lookups(this::resolve, time::get);
  }

  private static Target target(String name) {
    return new Target(true, name, 443, false, false);
  }

  @Test
  void slowNameServersOfOnePartnerHoldUpNobodyElse() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var lookups = lookups()) {
      var slow = new ArrayList<Future<List<InetAddress>>>();
      for (int i = 0; i < 200; i++) {
        var name = "slow.example" + i + ".com";
        slow.add(threads.submit(() -> lookups.addresses(target(name), "a", PATIENT)));
      }
      assertTrue(begun.tryAcquire(Lookups.AT_ONCE_FOR_EACH, 20, TimeUnit.SECONDS));
      assertEquals(FOUND, lookups.addresses(target("good.example.org"), "b", PATIENT));
      assertEquals(FOUND, lookups.addresses(target("tsp.example.net"), "", PATIENT));
      assertEquals(Lookups.AT_ONCE_FOR_EACH + 2, asked.get());
      var busy =
          assertThrows(
              ExchangeException.class,
              () -> lookups.addresses(target("own.example.org"), "a", HASTY));
      assertEquals(FailureKind.BUSY, busy.kind());
      release.countDown();
      for (var one : slow) {
        assertEquals(FOUND, one.get(20, TimeUnit.SECONDS));
      }
      assertEquals(FOUND, lookups.addresses(target("own.example.org"), "a", PATIENT));
      assertEquals(0, lookups.waiting());
    }
  }

  @Test
  void slowNameServersOfOneDomainHoldUpNoOtherDomain() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var lookups = lookups()) {
      for (int i = 0; i < 50; i++) {
        var name = "slow" + i + ".example.co.uk";
        var partner = "p" + i;
        begin(threads, () -> lookups.addresses(target(name), partner, PATIENT));
      }
      assertTrue(begun.tryAcquire(Lookups.AT_ONCE_FOR_EACH, 20, TimeUnit.SECONDS));
      // Only the registrable domain is one: co.uk is not.
      assertEquals(FOUND, lookups.addresses(target("good.other.co.uk"), "p1", PATIENT));
      assertEquals(Lookups.AT_ONCE_FOR_EACH + 1, asked.get());
      release.countDown();
    }
  }

  private static void begin(ExecutorService threads, Callable<List<InetAddress>> call) {
    assertTrue(!threads.submit(call).isCancelled());
  }

  @Test
  void callersForOneNameShareOneLookUpAndOneWhoLeavesKeepsTheRoom() throws Exception {
    try (var lookups = lookups()) {
      for (int i = 0; i < 20; i++) {
        assertThrows(
            TimeoutException.class,
            () -> lookups.addresses(target("slow.example.com"), "a", HASTY));
      }
      assertTrue(begun.tryAcquire(20, TimeUnit.SECONDS));
      assertEquals(1, asked.get());
      assertEquals(2, lookups.waiting());
      release.countDown();
      assertEquals(FOUND, lookups.addresses(target("slow.example.com"), "a", PATIENT));
    }
  }

  @Test
  void aNameThatWasNotFoundIsRememberedForAShortTime() {
    try (var lookups = lookups()) {
      for (int i = 0; i < 10; i++) {
        unknown(lookups);
      }
      assertEquals(1, asked.get());
      time.addAndGet(Lookups.MEMORY.toNanos() + 1);
      unknown(lookups);
      assertEquals(2, asked.get());
    }
  }

  private static void unknown(Lookups lookups) {
    var failed =
        assertThrows(
            ExchangeException.class,
            () -> lookups.addresses(target("none.example.com"), "a", PATIENT));
    assertEquals(FailureKind.DNS, failed.kind());
  }
}
