package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Draining;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.Permitted;
import dev.gladhand.application.reference.KnownReferences;
import dev.gladhand.application.store.References.Known;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a write completely before it is stored, in the order that the API documents, and makes an
 * operation of it. It also says whether this node takes writes at all.
 */
public final class CheckWrite {
  private static final Duration STOPPING = Duration.ofSeconds(5);

  private final LiveConnections connections;
  private final KnownReferences references;
  private final Adapters adapters;
  private final Draining draining;
  private final ClockAndIds clockAndIds;

  public CheckWrite(
      LiveConnections connections,
      KnownReferences references,
      Adapters adapters,
      Draining draining,
      ClockAndIds clockAndIds) {
    this.connections = connections;
    this.references = references;
    this.adapters = adapters;
    this.draining = draining;
    this.clockAndIds = clockAndIds;
  }

  /** Why this node accepts no writes, if it is stopping; else empty. */
  Optional<Refusal> stopping() {
    return draining.begun()
        ? Optional.of(new Refusal.Unavailable("this node is stopping", STOPPING))
        : Optional.empty();
  }

  /** Checks the body against the fields of the resource, whatever the TSP. */
  static Answer<Body> shape(WriteCommand command) {
    var faults = new Faults();
    var fields =
        Payloads.body(command.resource(), command.type())
            .read(command.body(), faults, command.lenient());
    var connection = fields.get(Payloads.CONNECTION_ID);
    if (!faults.none() || connection == null) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return Answer.ok(
        new Body(new ConnectionId(connection), fields.without(Payloads.CONNECTION_ID)));
  }

  record Body(ConnectionId connection, Fields fields) {}

  /**
   * Checks the connection, its state and whether the TSP supports the write; then the references
   * and the TSP's rules, whose faults are reported together.
   */
  Answer<CheckedWrite> check(WriteCommand command, Body body) {
    var id = new OperationId(clockAndIds.id());
    var connection =
        connections
            .find(command.partner(), body.connection)
            .filter(found -> found.status() != ConnectionStatus.DELETED)
            .orElse(null);
    if (connection == null) {
      return Answer.notFound("connection " + body.connection + " does not exist");
    }
    var known = references.resolve(connection.id(), wanted(command, body.fields));
    var target = command.target();
    if (target != null && !is(known.get(target), command.resource())) {
      return Answer.notFound(command.resource().wire() + " " + target + " does not exist");
    }
    var forbidden = Permitted.check(connection, command.resource());
    if (forbidden.isPresent()) {
      return Answer.refused(forbidden.get());
    }
    var ready =
        connection.status() == ConnectionStatus.ACTIVE
            || connection.status() == ConnectionStatus.FAILED && !command.manner().sync();
    if (!ready) {
      return Answer.refused(
          new Refusal.Conflict(
              "connection " + connection.id() + " is " + connection.status().wire(),
              Duration.ZERO));
    }
    var adapter = adapters.get(connection.tsp());
    var writer =
        adapter
            .writers()
            .find(command.resource(), command.type(), connection.settings())
            .orElse(null);
    if (writer == null) {
      return Answer.refused(
          new Refusal.NotSupported(
              adapter.displayName()
                  + " cannot "
                  + command.type().wire()
                  + " "
                  + command.resource().wire()
                  + " records through this connection"));
    }
    return translate(
        connection,
        body,
        known,
        target == null ? null : resolved(target, known),
        writer,
        command,
        id);
  }

  private Answer<CheckedWrite> translate(
      Connection connection,
      Body body,
      Map<ResourceId, Known> known,
      @Nullable Reference target,
      Writer<Payload> writer,
      WriteCommand command,
      OperationId id) {
    var payload =
        Payload.of(command.resource(), body.fields)
            .mapReferences(
                reference -> reference.id() == null ? reference : resolved(reference.id(), known));
    if (Payloads.storedBytes(payload) > Payloads.MOST_BYTES) {
      return Answer.refused(
          new Refusal.TooLarge(
              "the payload of one operation must take at most "
                  + Payloads.MOST_BYTES
                  + " bytes; the ids that its references resolve to are counted"));
    }
    var faults = new ArrayList<>(unknownReferences(body.fields, known));
    var slug = connection.tsp().slug();
    var rules = new Faults();
    writer
        .rules(connection.settings())
        .forEach(rule -> rule.check(payload.fields(), Set.of(), rules));
    rules.list().forEach(fault -> faults.add(fault.by(slug)));
    if (!faults.isEmpty()) {
      return Answer.refused(new Refusal.Invalid(faults));
    }
    var key = new RepeatKey(id.value());
    var within = command.expiresIn();
    var write =
        new Write<Payload>(
            key,
            command.type(),
            payload,
            target,
            connection.settings(),
            Progress.NONE,
            within == null ? null : key.accepted().plus(within));
    return switch (writer.translate(write)) {
      case Translation.Faulty(var more) ->
          Answer.refused(new Refusal.Invalid(more.stream().map(fault -> fault.by(slug)).toList()));
      case Translation.Ready ready ->
          Answer.ok(new CheckedWrite(id, connection, target, payload, writer, write, ready));
    };
  }

  /** The operation of a valid async write. */
  ResourceOperation waiting(WriteCommand command, CheckedWrite checked) {
    return checked.waiting(command, clockAndIds.now());
  }

  /** The operation of a valid sync write, whose only attempt has begun. */
  ResourceOperation begun(WriteCommand command, CheckedWrite checked) {
    return checked.begun(command, clockAndIds.now());
  }

  private static Set<ResourceId> wanted(WriteCommand command, Fields fields) {
    var ids = new HashSet<ResourceId>();
    if (command.target() != null) {
      ids.add(command.target());
    }
    for (var field : fields.sent()) {
      for (var reference : references(fields, field)) {
        if (reference.id() != null) {
          ids.add(reference.id());
        }
      }
    }
    return ids;
  }

  private static List<FieldFault> unknownReferences(Fields fields, Map<ResourceId, Known> known) {
    var faults = new Faults();
    for (var field : fields.sent()) {
      var resource = referred(field);
      var many = !(field.type() instanceof FieldType.Ref);
      var references = references(fields, field);
      for (var i = 0; i < references.size(); i++) {
        var id = references.get(i).id();
        if (resource != null && id != null && !is(known.get(id), resource)) {
          var path = faults.at(field.name());
          (many ? path.at(Integer.toString(i)) : path)
              .add(
                  id.toString(),
                  "is no known " + resource.wire() + " of this connection",
                  "unknown_reference");
        }
      }
    }
    return faults.list();
  }

  /**
   * Whether the record is of the wanted resource. Where a message is wanted, such as the one to
   * reply to, a group message is accepted too.
   */
  private static boolean is(@Nullable Known record, Resource wanted) {
    return record != null
        && (record.resource() == wanted
            || wanted == Resource.MESSAGE && record.resource() == Resource.GROUP_MESSAGE);
  }

  private static @Nullable Resource referred(Field<?> field) {
    return switch (field.type()) {
      case FieldType.Ref(var resource) -> resource;
      case CompoundType.Many<?>(FieldType.Ref(var resource), _, _, _) -> resource;
      default -> null;
    };
  }

  private static List<Reference> references(Fields fields, Field<?> field) {
    if (!field.isReference()) {
      return List.of();
    }
    return switch (fields.get(field)) {
      case Reference one -> List.of(one);
      case List<?> many -> many.stream().map(Reference.class::cast).toList();
      case null, default -> List.of();
    };
  }

  private static Reference resolved(ResourceId id, Map<ResourceId, Known> known) {
    var record = known.get(id);
    return new Reference(id, record == null ? null : record.source());
  }
}
