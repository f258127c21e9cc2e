package dev.gladhand.application.write;

import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.operation.Admission;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits how much one partner may ask of one node, so that its load does not affect others.
 * Thread-safe.
 *
 * <p>Pending operations are counted in the store at most once a second for each partner, and the
 * writes that this node admits are added in between. While the last count and these writes together
 * are below half of the limit, the store is not asked again. Stored bytes are read once a minute.
 * An admitted write counts even before it is stored, so that the limits also hold for concurrent
 * calls. Writes that other nodes accept are noticed at the next count.
 */
public final class PartnerLimits implements Admission {
  private static final long COUNTED_MILLIS = 1000;
  private static final long KEPT_MILLIS = 60_000;
  private static final int MOST_PARTNERS = 10_000;

  /**
   * The number of recipients that count as one more write; the calls, results and event of a write
   * grow with its recipients.
   */
  private static final int RECIPIENTS_OF_A_WRITE = 10;

  /**
   * @param perSecond writes accepted a second, with one second's worth of burst; a write counts
   *     once more for each 10 recipients; 0 for no limit
   * @param pending pending operations at once; 0 for no limit
   * @param syncCalls sync writes under way at once; 0 for no limit
   */
  public record Limits(int perSecond, long pending, int syncCalls) {
    public static final Limits DEFAULT = new Limits(0, 1_000_000, 200);
  }

  private static final class Account {
    private double permits;
    private long refilledAt;
    private long pending;

    /** The number of async writes admitted so far. */
    private long admitted;

    /** The admitted async writes that are not stored yet. */
    private long underWay;

    private boolean counted;
    private long countedAt;
    private int syncCalls;

    private long kept;
    private boolean keptKnown;
    private long keptAt;

    /**
     * Whether no write of the partner is under way, so that these counts of its writes may be
     * removed.
     */
    private synchronized boolean idle() {
      return syncCalls == 0 && underWay == 0;
    }
  }

  private final Limits limits;
  private final PartnerCaps caps;
  private final Operations operations;
  private final KeptBytes keptBytes;
  private final InstantSource clock;
  private final Map<PartnerId, Account> accounts = new ConcurrentHashMap<>();

  public PartnerLimits(
      Limits limits,
      PartnerCaps caps,
      Operations operations,
      KeptBytes keptBytes,
      InstantSource clock) {
    this.limits = limits;
    this.caps = caps;
    this.operations = operations;
    this.keptBytes = keptBytes;
    this.clock = clock;
  }

  /**
   * Admits one more async write, which counts as under way until {@link #ended} is called for it;
   * or returns why it is refused.
   */
  public Optional<Refusal> admit(PartnerId partner) {
    return admit(partner, 1);
  }

  /**
   * Admits this many more async writes at once, which count as under way until {@link #ended} is
   * called for them; or admits none and returns why. They may exceed the limit of writes a second;
   * further writes are then admitted only after enough time has passed.
   */
  public Optional<Refusal> admit(PartnerId partner, int writes) {
    return admit(partner, writes, true);
  }

  @Override
  public Optional<Refusal> refusal(PartnerId partner) {
    return admit(partner, 1, false);
  }

  private Optional<Refusal> admit(PartnerId partner, int writes, boolean counts) {
    var account = account(partner);
    var now = clock.millis();
    if (limits.pending > 0) {
      count(partner, account, now);
    }
    var full = kept(partner, account, now);
    if (full.isPresent()) {
      return full;
    }
    synchronized (account) {
      if (limits.pending > 0 && account.pending + writes > limits.pending) {
        return Optional.of(
            new Refusal.TooMany(
                (writes == 1
                        ? limits.pending + " operations are pending already"
                        : "more than " + limits.pending + " operations would be pending")
                    + " (GLADHAND_PARTNER_PENDING)",
                Duration.ofSeconds(5)));
      }
      // The rate is checked last, so that only an admitted write uses it.
      var rate = rate(account, now, counts ? writes : 0);
      if (rate.isEmpty() && counts) {
        account.pending += writes;
        account.admitted += writes;
        account.underWay += writes;
      }
      return rate;
    }
  }

  @Override
  public void addressed(PartnerId partner, int recipients) {
    var more = recipients / RECIPIENTS_OF_A_WRITE;
    if (limits.perSecond > 0 && more > 0) {
      var account = account(partner);
      synchronized (account) {
        account.permits -= more;
      }
    }
  }

  @Override
  public Optional<Refusal> admitBriefly(PartnerId partner) {
    var refusal = admit(partner);
    if (refusal.isEmpty()) {
      ended(partner, 1);
    }
    return refusal;
  }

  /** Reports that this many admitted writes are stored, or will not be. */
  public void ended(PartnerId partner, int writes) {
    var account = account(partner);
    synchronized (account) {
      account.underWay = Math.max(0, account.underWay - writes);
    }
  }

  /**
   * Admits one more sync write, which counts as under way until {@link #syncEnded} is called for
   * it; or returns why it is refused.
   */
  Optional<Refusal> admitSync(PartnerId partner) {
    var account = account(partner);
    var full = kept(partner, account, clock.millis());
    if (full.isPresent()) {
      return full;
    }
    synchronized (account) {
      if (limits.syncCalls > 0 && account.syncCalls >= limits.syncCalls) {
        return Optional.of(
            new Refusal.TooMany(
                limits.syncCalls
                    + " sync writes are under way already (GLADHAND_PARTNER_SYNC_CALLS)",
                Duration.ofSeconds(1)));
      }
      var rate = rate(account, clock.millis(), 1);
      if (rate.isEmpty()) {
        account.syncCalls++;
      }
      return rate;
    }
  }

  void syncEnded(PartnerId partner) {
    var account = account(partner);
    synchronized (account) {
      account.syncCalls = Math.max(0, account.syncCalls - 1);
    }
  }

  /**
   * The state of a partner's limit on writes a second.
   *
   * @param quota writes a second
   * @param remaining writes that would be admitted at the moment
   * @param seconds until a write would be admitted, at least 1
   */
  public record Rate(int quota, int remaining, long seconds) {}

  /** The state of the partner's limit on writes a second; empty if there is no such limit. */
  public Optional<Rate> rate(PartnerId partner) {
    if (limits.perSecond == 0) {
      return Optional.empty();
    }
    var account = account(partner);
    synchronized (account) {
      refill(account, clock.millis());
      var remaining = (int) Math.max(0, account.permits);
      return Optional.of(new Rate(limits.perSecond, remaining, untilAdmitted(account)));
    }
  }

  private Optional<Refusal> kept(PartnerId partner, Account account, long now) {
    synchronized (account) {
      if (account.keptKnown && Math.abs(now - account.keptAt) < KEPT_MILLIS) {
        return full(account);
      }
      account.keptKnown = true;
      account.keptAt = now;
    }
    try {
      var kept = keptBytes.of(partner);
      synchronized (account) {
        account.kept = kept;
        return full(account);
      }
    } catch (RuntimeException e) {
      synchronized (account) {
        account.keptKnown = false;
      }
      throw e;
    }
  }

  private Optional<Refusal> full(Account account) {
    return account.kept < caps.keptBytes() ? Optional.empty() : Optional.of(caps.noMoreKept());
  }

  private Optional<Refusal> rate(Account account, long now, int writes) {
    if (limits.perSecond == 0) {
      return Optional.empty();
    }
    refill(account, now);
    if (account.permits < 1) {
      return Optional.of(
          new Refusal.TooMany(
              "more than " + limits.perSecond + " writes a second (GLADHAND_PARTNER_RATE)",
              Duration.ofSeconds(untilAdmitted(account))));
    }
    account.permits -= writes;
    return Optional.empty();
  }

  private long untilAdmitted(Account account) {
    return Math.max(1, (long) Math.ceil((1 - account.permits) / limits.perSecond));
  }

  private void refill(Account account, long now) {
    var gained = Math.max(0, now - account.refilledAt) / 1e3 * limits.perSecond;
    account.permits = Math.min(limits.perSecond, account.permits + gained);
    account.refilledAt = now;
  }

  private void count(PartnerId partner, Account account, long now) {
    long admittedBefore;
    long underWay;
    synchronized (account) {
      // The absolute difference is compared, so that a count does not stay valid for long after the
      // clock was set back.
      if (account.counted && Math.abs(now - account.countedAt) < COUNTED_MILLIS) {
        return;
      }
      account.counted = true;
      account.countedAt = now;
      // Below half of the limit, the last count and the writes admitted since are accurate enough.
      if (account.pending < limits.pending / 2 && account.pending > 0) {
        return;
      }
      admittedBefore = account.admitted;
      underWay = account.underWay;
    }
    try {
      var pending = operations.pending(partner, limits.pending);
      synchronized (account) {
        account.pending = pending + underWay + account.admitted - admittedBefore;
      }
    } catch (RuntimeException e) {
      synchronized (account) {
        account.counted = false;
      }
      throw e;
    }
  }

  private Account account(PartnerId partner) {
    if (accounts.size() > MOST_PARTNERS) {
      accounts.values().removeIf(Account::idle);
    }
    return accounts.computeIfAbsent(
        partner,
        _ -> {
          var account = new Account();
          account.permits = limits.perSecond;
          account.refilledAt = clock.millis();
          return account;
        });
  }
}
