package dev.gladhand.console.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.write.WriteCommand.Manner;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.CallExamples;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page with the form of a write. The write is accepted, sent while the user waits, or tried by
 * a dry run, like a write of the API.
 */
@PagesAt(At.WRITE)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class WritePages {
  private static final String NAME = "Write";
  private static final String SYNC = "is_sync";

  private final Frame frame;
  private final ReadConnections connections;
  private final DescribeCapabilities capabilities;
  private final SendWrite sends;
  private final ChooseWrite choice;

  WritePages(
      Frame frame,
      ReadConnections connections,
      DescribeCapabilities capabilities,
      SendWrite sends,
      ChooseWrite choice) {
    this.frame = frame;
    this.connections = connections;
    this.capabilities = capabilities;
    this.sends = sends;
    this.choice = choice;
  }

  /** The write for which the address of the page asks, with its form. */
  private record Target(
      ConnectionView connection, Resource resource, OperationType type, String id, WriteForm form) {

    String method() {
      return type == OperationType.CREATE ? "POST" : "PATCH";
    }

    String path() {
      return "/v2/telematics/"
          + resource.path()
          + (type == OperationType.CREATE ? "" : "/" + (id.isEmpty() ? "{id}" : id));
    }
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    frame.needs(request, Scopes.TELEMATICS_WRITE);
    frame.needs(request, Scopes.CONNECTION_READ);
    var query = frame.query(request);
    var blocks = new ArrayList<Block>();
    var choose = choice.form(request, query);
    blocks.add(choose);
    if (query.text("connection_id").isEmpty() || query.text("resource").isEmpty()) {
      var none = choose.fields().getFirst().options().isEmpty();
      blocks.add(
          new Block.Text(
              none
                  ? "There is no connection yet. Make one on the page Connections, or invite a fleet"
                      + " to connect itself."
                  : "Choose a connection and a resource to get their form."));
      return frame.show(request, NAME, NAME, blocks);
    }
    var target = target(request, query);
    if (target == null) {
      blocks.add(notSupported());
      return frame.show(request, NAME, NAME, blocks);
    }
    return answer(request, 200, blocks, target, query, List.of());
  }

  @Post
  HttpResponse<?> send(HttpRequest<?> request) {
    var typed = frame.newWork(request);
    frame.needs(request, Scopes.TELEMATICS_WRITE);
    frame.needs(request, Scopes.CONNECTION_READ);
    var query = frame.query(request);
    var target = target(request, query);
    var blocks = new ArrayList<Block>(List.of(choice.form(request, query)));
    if (target == null) {
      blocks.add(notSupported());
      return frame.show(request, 501, NAME, NAME, blocks);
    }
    var sync = typed.has(SYNC);
    var manner =
        typed.text("do").equals("send")
            ? sync ? Manner.SYNC : Manner.ASYNC
            : sync ? Manner.SYNC_DRY_RUN : Manner.DRY_RUN;
    var connection = target.connection.connection();
    var body = target.form.body(connection.id().toString(), typed);
    var answer =
        sends.send(
            new SendWrite.Wanted(
                connection.partner(),
                target.resource,
                target.type,
                target.id,
                body,
                manner,
                typed.text("expires_in"),
                target.method() + " " + target.path(),
                typed.text(SendWrite.PAGE)));
    return switch (answer) {
      case Answer.Ok<WriteResult>(WriteResult.Stored(var operation, var replayed)) -> {
        var at = At.operation(operation);
        var bad = operation.status().equals("failed");
        blocks.add(
            new Block.Notice(
                bad ? Block.Tone.BAD : Block.Tone.GOOD,
                (replayed ? "This was sent before: it is " : "The write is ")
                    + operation.status()
                    + "."));
        blocks.add(new Block.Links(new Cell.Link(at, "Operation " + operation.id())));
        yield answer(request, 200, blocks, target, typed, List.of());
      }
      case Answer.Ok<WriteResult>(WriteResult.Shown shown) -> {
        blocks.add(Block.good("The write is valid. Nothing was sent."));
        blocks.add(
            new Block.Code(
                "The request that the provider would get",
                JsonWriter.indented(shown.toJson().get("tsp_request"))));
        for (var name : List.of("warnings", "fields_not_delivered")) {
          if (!AnswerJson.list(shown.toJson().get(name)).isEmpty()) {
            blocks.add(new Block.Code(name, JsonWriter.indented(shown.toJson().get(name))));
          }
        }
        yield answer(request, 200, blocks, target, typed, List.of());
      }
      case Answer.Refused<WriteResult>(Refusal.Invalid(var faults)) -> {
        var count =
            faults.size() == 1 ? "There is a fault" : "There are " + faults.size() + " faults";
        blocks.add(Block.bad(count + ". Nothing was sent."));
        var others = target.form.others(faults);
        if (!others.isEmpty()) {
          blocks.add(Block.bad(Frame.told(others)));
        }
        yield answer(request, 422, blocks, target, typed, faults);
      }
      case Answer.Refused<WriteResult>(var refusal) -> {
        var stop = Frame.stop(refusal);
        blocks.add(Block.bad(stop.why()));
        yield answer(request, stop.status(), blocks, target, typed, List.of());
      }
    };
  }

  private HttpResponse<?> answer(
      HttpRequest<?> request,
      int status,
      List<Block> blocks,
      Target target,
      Inputs typed,
      List<FieldFault> faults) {
    var fields = new ArrayList<>(target.form.fields(typed, faults));
    fields.add(
        new Field(
            SYNC,
            SYNC,
            Field.Kind.CHECK,
            typed.all(SYNC),
            List.of(),
            "Wait for the provider's answer.",
            null,
            false,
            null));
    fields.add(
        Field.text("expires_in", "expires_in", typed.text("expires_in"))
            .withHint("Seconds, for a write in the background.")
            .withFault(SendWrite.fault(faults)));
    fields.add(Field.hidden(SendWrite.PAGE, SendWrite.page()));
    var here = At.WRITE + "?" + frame.query(request).with("", null);
    blocks.add(new Block.Heading(target.method() + " " + target.path()));
    blocks.add(
        new Block.Form(
            here,
            true,
            fields,
            List.of(
                new Block.Button("Dry run", "do", "dry_run", null),
                new Block.Button("Send", "do", "send", null)),
            NAME));
    var query = typed.has(SYNC) ? "?is_sync=true" : "";
    var body = target.form.body(target.connection.connection().id().toString(), typed);
    blocks.add(
        new Block.Details(
            "The same call of the API",
            CallExamples.of(target.method(), target.path() + query, JsonWriter.text(body)),
            typed.has("do")));
    return frame.show(request, status, NAME, NAME, blocks);
  }

  /** The write that the query of the page describes; null if the connection does not support it. */
  private @Nullable Target target(HttpRequest<?> request, Inputs query) {
    var id = new ConnectionId(Frame.id(query.text("connection_id")));
    var view = frame.found(request, partner -> connections.get(partner, id));
    var resource =
        Resource.ofWire(query.text("resource"))
            .orElseThrow(() -> new Stop(400, "resource is not a resource of the API."));
    var type =
        query.text("operation").equals("update") ? OperationType.UPDATE : OperationType.CREATE;
    var described = Frame.done(capabilities.of(view.connection().partner(), id));
    var write =
        AnswerJson.map(
            AnswerJson.map(AnswerJson.map(described.get("writes")).get(resource.wire()))
                .get(type.wire()));
    return Boolean.TRUE.equals(write.get("supported"))
        ? new Target(
            view,
            resource,
            type,
            query.text("resource_id"),
            new WriteForm(AnswerJson.map(write.get("schema")), type == OperationType.UPDATE))
        : null;
  }

  private static Block notSupported() {
    return Block.bad("This connection does not support this write. Choose another resource.");
  }
}
