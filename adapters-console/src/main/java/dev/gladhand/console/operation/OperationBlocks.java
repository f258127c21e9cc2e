package dev.gladhand.console.operation;

import dev.gladhand.application.flow.DeliveryReads.Delivery;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.CallExamples;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows an operation from its acceptance to its end. */
final class OperationBlocks {
  private final OperationView view;
  private final List<Sent> sent;
  private final List<Past> past;
  private final List<Delivery> deliveries;
  private final List<OperationId> retries;
  private final Map<String, @Nullable Object> json;

  /**
   * @param view the operation
   * @param sent the requests of the operation's attempts, with secrets masked
   * @param past what the operation waited for and how it was settled
   * @param deliveries the deliveries of the operation's events
   * @param retries the operations that retry this one
   */
  OperationBlocks(
      OperationView view,
      List<Sent> sent,
      List<Past> past,
      List<Delivery> deliveries,
      List<OperationId> retries) {
    this.view = view;
    this.sent = sent;
    this.past = past;
    this.deliveries = deliveries;
    this.retries = retries;
    this.json = view.toJson();
  }

  /** The parts of the operation's page that change until the operation has ended. */
  List<Block> changing() {
    var blocks = new ArrayList<Block>();
    blocks.add(facts());
    buttons(blocks);
    blocks.add(new Block.Heading("Timeline"));
    blocks.add(new Timeline(view, sent, past, deliveries).block());
    blocks.add(new Block.Heading("Attempts"));
    blocks.add(
        new Block.Table(
            "Attempts, oldest first",
            List.of("At", "Status", "Kind of error", "Answer", "What it said"),
            attempts(),
            "Nothing was sent so far."));
    blocks.addAll(sent.stream().map(OperationBlocks::request).toList());
    blocks.add(
        new Block.Table(
            "Deliveries of its events",
            List.of("Event", "Id", "Webhook", "Status", "Attempts", "Due or ended"),
            deliveries.stream().map(OperationBlocks::delivery).toList(),
            "No webhook has got its events, or their deliveries have been deleted."));
    if (json.get("recipients") != null) {
      blocks.add(new Block.Code("Recipients", JsonWriter.indented(json.get("recipients"))));
    }
    return blocks;
  }

  /** The parts of the operation's page that do not change after acceptance. */
  static List<Block> lasting(OperationView view) {
    return List.of(
        new Block.Heading("Payload"),
        new Block.Code("Payload as accepted", JsonWriter.indented(view.toJson().get("payload"))),
        new Block.Code("The write by curl", write(view)),
        new Block.Code("The same by curl", curl(view)));
  }

  private Block facts() {
    var facts = new LinkedHashMap<String, Cell>();
    var connection = AnswerJson.text(json, "connection_id");
    facts.put("Status", Cell.word(json.get("status")));
    facts.put("Outcome", Cell.word(json.get("outcome")));
    facts.put("Waits for", Cell.word(json.get("waiting_on")));
    facts.put("Next attempt", AnswerJson.time(json, "next_attempt_at"));
    facts.put("Attempts", Cell.text(json.get("attempts")));
    facts.put("Accepted", AnswerJson.time(json, "created_at"));
    facts.put("Changed", AnswerJson.time(json, "updated_at"));
    facts.put("Expires", AnswerJson.time(json, "expires_at"));
    facts.put("TSP", Cell.text(json.get("source_name")));
    facts.put("Fleet", Cell.text(json.get("fleet_ref")));
    facts.put("Connection", At.one(At.CONNECTIONS, connection));
    facts.put("Resource", Cell.text(json.get("resource") + ", " + json.get("operation_type")));
    facts.put("Resource id", resource());
    facts.put("Source id", Cell.text(json.get("source_id")));
    facts.put("Not delivered", Cell.text(undelivered()));
    var from = AnswerJson.text(json, "retried_from");
    facts.put(
        "Retried from",
        from.isEmpty() ? Cell.text("") : At.one(At.OPERATIONS + "/" + connection, from));
    var again = retries.stream().map(id -> At.one(At.OPERATIONS + "/" + connection, id.toString()));
    facts.put("Retried as", retries.isEmpty() ? Cell.text("") : new Cell.Many(again.toList()));
    return new Block.Facts(facts);
  }

  private Cell resource() {
    var id = AnswerJson.text(json, "resource_id");
    return id.isEmpty() ? Cell.text("") : new Cell.Link(At.OPERATIONS + "?resource_id=" + id, id);
  }

  private String undelivered() {
    return String.join(
        ", ",
        AnswerJson.list(json.get("fields_not_delivered")).stream().map(String::valueOf).toList());
  }

  private void buttons(List<Block> blocks) {
    if (view.status().equals("failed")) {
      var once = Field.hidden(OperationPages.KEY, UUID.randomUUID().toString());
      blocks.add(Block.Form.post(At.operation(view) + "/retry", List.of(once), "Retry", ""));
    }
    if (view.status().equals("pending")) {
      blocks.add(
          Block.Form.buttons(At.operation(view) + "/cancel", "", new Block.Button("Cancel")));
    }
  }

  /**
   * The table rows of the failed attempts, as the API shows them to partners; if none has failed,
   * the row of the first attempt that was sent, if there is one.
   */
  private List<List<Cell>> attempts() {
    var logs = AnswerJson.list(json.get("logs"));
    if (!logs.isEmpty()) {
      return logs.stream().map(OperationBlocks::attempt).toList();
    }
    return sent.isEmpty()
        ? List.of()
        : List.of(
            List.of(
                Cell.time(sent.getFirst().at()),
                Cell.word(view.status()),
                Cell.text(""),
                Cell.text(""),
                Cell.text("")));
  }

  private static Block request(Sent sent) {
    var request = sent.request();
    var line = request.method() + " " + request.url();
    var text = new StringBuilder(line).append('\n');
    request.headers().forEach((name, value) -> text.append(name + ": " + value + "\n"));
    if (request.body() != null) {
      text.append('\n').append(request.body());
    }
    return new Block.Details(
        "Attempt " + sent.attempt() + " sent " + line,
        List.of(
            new Block.Facts(Map.of("Begun", Cell.time(sent.at()))),
            new Block.Code("Request, secrets masked", text.toString())),
        false);
  }

  private static List<Cell> attempt(@Nullable Object log) {
    var entry = AnswerJson.map(log);
    return List.of(
        AnswerJson.time(entry, "created_at"),
        Cell.word(entry.get("status")),
        Cell.word(entry.get("error_type")),
        Cell.text(entry.get("response_status_code")),
        Cell.text(entry.get("error_details")));
  }

  private static List<Cell> delivery(Delivery one) {
    return List.of(
        Cell.text(one.eventName()),
        At.delivery(one.webhook().toString(), one.event().toString()),
        At.one(At.WEBHOOKS, one.webhook().toString()),
        Cell.word(one.status()),
        Cell.text(one.attempts()),
        Cell.time(one.at()));
  }

  /** The curl command that makes the same write again, without its expiry. */
  private static String write(OperationView view) {
    var operation = view.operation();
    var target = operation.target();
    var update = operation.type() == OperationType.UPDATE;
    var id = target == null || target.id() == null ? "{id}" : target.id().toString();
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("connection_id", operation.connection().toString());
    var payload = AnswerJson.map(view.toJson().get("payload"));
    // Leaves out fields that the caller did not send, which are null in the payload, and the
    // provider's ids that the gateway has added.
    operation
        .payload()
        .fields()
        .sent()
        .forEach(field -> body.put(field.name(), payload.get(field.name())));
    return CallExamples.curl(
        update ? "PATCH" : "POST",
        "/v2/telematics/"
            + operation.resource().path()
            + (update ? "/" + id : "")
            + (operation.mode() == Mode.SYNC ? "?is_sync=true" : ""),
        JsonWriter.text(body));
  }

  /** A call that reads the operation; readers insert their own token. */
  private static String curl(OperationView view) {
    return "curl -H \"Authorization: Bearer $TOKEN\" \"$GLADHAND/v2/integrations/connections/"
        + view.operation().connection()
        + "/resource-operations/"
        + view.id()
        + "\"";
  }
}
