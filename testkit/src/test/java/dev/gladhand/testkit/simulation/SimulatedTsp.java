package dev.gladhand.testkit.simulation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider with a memory of its own of what it has applied, and the adapter by which one node
 * reaches it. It fails in every way that an adapter can tell.
 */
final class SimulatedTsp {
  static final TspId ID = new TspId("simulated");
  static final Field<String> TOKEN = new Field<>("token", FieldTypes.NON_EMPTY);

  /** A call that reached the provider, whatever it answered. */
  record Call(ConnectionId connection, UUID operation, long at) {}

  /** Something that the provider did. */
  record Applied(UUID operation, String part, long at) {}

  final List<Call> calls = new ArrayList<>();
  final List<Applied> applied = new ArrayList<>();
  final Map<UUID, Integer> callsOf = new HashMap<>();
  final Map<ConnectionId, String> tokens = new HashMap<>();
  private final World world;
  private double faults;
  private long downUntil;
  boolean settlerLies;

  SimulatedTsp(World world, double faults) {
    this.world = world;
    this.faults = faults;
  }

  void stopFaults() {
    faults = 0;
    downUntil = 0;
  }

  void downUntil(long nanos) {
    downUntil = nanos;
  }

  boolean has(UUID operation, String part) {
    return applied.stream()
        .anyMatch(one -> one.operation.equals(operation) && one.part.equals(part));
  }

  private void apply(UUID operation, String part) {
    applied.add(new Applied(operation, part, world.nanos()));
  }

  TspAdapter adapter(World.Place node) {
    return new Adapter(node);
  }

  private enum Fate {
    APPLIED,
    APPLIED_AND_SILENT,
    SILENT,
    UNREACHABLE,
    BUSY,
    REFUSED,
    THROTTLED
  }

  private final class Adapter implements TspAdapter {
    private final World.Place node;

    Adapter(World.Place node) {
      this.node = node;
    }

    @Override
    public TspId id() {
      return ID;
    }

    @Override
    public String displayName() {
      return "Simulated";
    }

    @Override
    public Writers writers() {
      return Writers.builder()
          .update(Resource.VEHICLE, new Calls(node, RepeatSafety.SAFE))
          .create(Resource.MESSAGE, new Calls(node, RepeatSafety.LOOK_UP_FIRST))
          .create(Resource.TRAILER, new Calls(node, RepeatSafety.NEVER))
          .create(Resource.USER, new Calls(node, RepeatSafety.LOOK_UP_FIRST))
          .build();
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(List.of(Shape.of(List.of(TOKEN))), Set.of(TOKEN));
    }

    @Override
    public SettingsSchema settings() {
      return new SettingsSchema(Shape.of(List.of()), Set.of("simulated.example"));
    }

    @Override
    public RateLimits rateLimits(Settings settings) {
      return RateLimits.unknown();
    }

    @Override
    public Outcome test(TspAccess tsp) {
      return Outcome.accepted();
    }

    @Override
    public Optional<Settler> settler() {
      return Optional.of(this::settle);
    }

    private Settler.Settlement settle(
        Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
      world.sleep(world.between(5, 200), node);
      if (world.chance(faults)) {
        return new Settler.Settlement.TryLater(error(ErrorType.NETWORK, false, 0));
      }
      var id = write.key().operation();
      if (settlerLies) {
        return new Settler.Settlement.NotApplied();
      }
      if (write.payload().resource() == Resource.USER) {
        var steps = steps(id);
        return steps == 0
            ? new Settler.Settlement.NotApplied()
            : steps == 1
                ? write.progress().steps() >= 1
                    ? new Settler.Settlement.NotApplied()
                    : new Settler.Settlement.Progressed(
                        write.progress().next(new SourceId("u" + id)))
                : new Settler.Settlement.Applied(new SourceId("u" + id), List.of());
      }
      if (has(id, "whole")) {
        return new Settler.Settlement.Applied(new SourceId("s" + id), List.of());
      }
      var reached = new ArrayList<RecipientResult>();
      for (var recipient : write.payload().recipients()) {
        if (has(id, part(recipient))) {
          reached.add(RecipientResult.delivered(recipient));
        }
      }
      return reached.isEmpty()
          ? new Settler.Settlement.NotApplied()
          : new Settler.Settlement.Applied(null, reached);
    }

    private int steps(UUID id) {
      return has(id, "step-1") ? 2 : has(id, "step-0") ? 1 : 0;
    }
  }

  private static String part(Reference recipient) {
    return String.valueOf(recipient.source());
  }

  private static TspError error(ErrorType type, boolean maybeApplied, int status) {
    return new TspError(
        type,
        "simulated " + status,
        maybeApplied,
        status == 0 ? null : new TspReply(status, Map.of()));
  }

  /** One call, whose effect may come although its answer never does. */
  private final class Calls implements Writer<Payload> {
    private final World.Place node;
    private final RepeatSafety safety;

    Calls(World.Place node, RepeatSafety safety) {
      this.node = node;
      this.safety = safety;
    }

    @Override
    public List<Rule> rules(Settings settings) {
      return List.of();
    }

    @Override
    public Translation translate(Write<Payload> write) {
      return new Translation.Ready(
          new TspRequest("POST", "https://simulated.example/", Map.of(), List.of(), null, null),
          List.of(),
          List.of());
    }

    @Override
    public RepeatSafety repeatSafety(Write<Payload> write) {
      return safety;
    }

    @Override
    public Outcome send(Write<Payload> write, TspAccess tsp) {
      var id = write.key().operation();
      var there = world.between(1, 60);
      var took = world.chance(0.03) ? world.between(1000, 9000) : world.between(1, 100);
      var fate = fate();
      if (took.compareTo(tsp.timeout()) > 0 || there.plus(took).compareTo(tsp.timeout()) > 0) {
        there = Duration.ZERO;
        took = tsp.timeout();
        fate = world.chance(0.5) ? Fate.APPLIED_AND_SILENT : Fate.SILENT;
      }
      var answer = new Answer(write, tsp, fate);
      // What has left the node arrives, whatever becomes of the node.
      world.after(there, world.outside, answer);
      world.sleep(there.plus(took), node);
      return answer.outcome(id);
    }

    private Fate fate() {
      if (world.nanos() < downUntil) {
        return world.chance(0.7) ? Fate.UNREACHABLE : Fate.SILENT;
      }
      if (!world.chance(faults)) {
        return Fate.APPLIED;
      }
      var all = Fate.values();
      return all[world.random.nextInt(all.length)];
    }

    private final class Answer implements Runnable {
      private final Write<Payload> write;
      private final TspAccess tsp;
      private final Fate fate;
      private boolean badToken;
      private @Nullable Duration retryAfter;
      private List<Reference> reached = List.of();

      Answer(Write<Payload> write, TspAccess tsp, Fate fate) {
        this.write = write;
        this.tsp = tsp;
        this.fate = fate;
      }

      @Override
      public void run() {
        var id = write.key().operation();
        if (fate == Fate.UNREACHABLE) {
          return;
        }
        badToken =
            !String.valueOf(tsp.credentials().fields().get(TOKEN))
                .equals(tokens.get(tsp.connection()));
        calls.add(new Call(tsp.connection(), id, world.nanos()));
        if (badToken) {
          return;
        }
        if (fate == Fate.THROTTLED) {
          retryAfter = world.chance(0.7) ? world.between(100, 5000) : null;
          return;
        }
        callsOf.merge(id, 1, Integer::sum);
        if (fate != Fate.APPLIED && fate != Fate.APPLIED_AND_SILENT) {
          return;
        }
        // Too slow to answer is slow to act, too; of what can be repeated that would say nothing.
        if (fate == Fate.APPLIED_AND_SILENT
            && safety == RepeatSafety.LOOK_UP_FIRST
            && world.chance(0.3)) {
          world.after(world.between(0, 4000), world.outside, () -> apply(id));
        } else {
          apply(id);
        }
      }

      private void apply(UUID id) {
        if (write.payload().resource() == Resource.USER) {
          SimulatedTsp.this.apply(id, "step-" + write.progress().steps());
        } else if (write.payload().resource() == Resource.MESSAGE) {
          var open = write.openRecipients();
          reached = open.subList(0, Math.min(2, open.size()));
          reached.forEach(one -> SimulatedTsp.this.apply(id, part(one)));
        } else {
          SimulatedTsp.this.apply(id, "whole");
        }
      }

      Outcome outcome(UUID id) {
        if (badToken) {
          return Outcome.rejected(error(ErrorType.AUTH, false, 401), new Retry.NewCredentials());
        }
        return switch (fate) {
          case APPLIED ->
              switch (write.payload().resource()) {
                case USER ->
                    write.progress().steps() == 0
                        ? new Outcome.Progressed(write.progress().next(new SourceId("u" + id)))
                        : Outcome.accepted(new SourceId("u" + id));
                case MESSAGE ->
                    Outcome.delivered(reached.stream().map(RecipientResult::delivered).toList());
                default -> Outcome.accepted(new SourceId("s" + id));
              };
          case APPLIED_AND_SILENT, SILENT ->
              Outcome.rejected(error(ErrorType.NETWORK, true, 0), new Retry.Backoff());
          case UNREACHABLE ->
              Outcome.rejected(error(ErrorType.NETWORK, false, 0), new Retry.Backoff());
          case BUSY -> Outcome.rejected(error(ErrorType.TSP, false, 503), new Retry.Backoff());
          case REFUSED ->
              Outcome.rejected(error(ErrorType.VALIDATION, false, 400), new Retry.Never());
          case THROTTLED -> new Outcome.Throttled(error(ErrorType.TSP, false, 429), retryAfter);
        };
      }
    }
  }
}
