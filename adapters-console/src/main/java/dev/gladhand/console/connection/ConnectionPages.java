package dev.gladhand.console.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.connection.TestConnection;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of connections, and the page of one connection with its lane. */
@PagesAt("/console/connections")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ConnectionPages {
  private static final String NAME = "Connections";
  private static final int MOST = 200;

  private final Frame frame;
  private final ReadConnections read;
  private final ChangeConnection change;
  private final TestConnection test;
  private final DescribeCapabilities capabilities;

  ConnectionPages(
      Frame frame,
      ReadConnections read,
      ChangeConnection change,
      TestConnection test,
      DescribeCapabilities capabilities) {
    this.frame = frame;
    this.read = read;
    this.change = change;
    this.test = test;
    this.capabilities = capabilities;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.CONNECTION_READ);
    var query = frame.query(request);
    var filter =
        new ReadConnections.Filter(
            query.optional("source_name"), query.optional("fleet_ref"), null);
    var rows =
        frame.partners(request).stream()
            .flatMap(partner -> read.list(partner, filter, null, MOST).stream())
            .limit(MOST)
            .map(ConnectionPages::row)
            .toList();
    return frame.show(
        request,
        NAME,
        NAME,
        List.of(
            new Block.Links(
                new Cell.Link(NewConnectionPages.PATH, "New connection"),
                new Cell.Link(At.REFERENCES, "References")),
            new Block.Table(
                "Connections, at most " + MOST,
                List.of("Id", "TSP", "Fleet", "Status", "Description", "Changed"),
                rows,
                "There is no connection yet. Make one by New connection, or invite a fleet to connect"
                    + " itself.")));
  }

  private static List<Cell> row(ConnectionView view) {
    var json = view.toJson();
    var id = AnswerJson.text(json, "id");
    return List.of(
        new Cell.Link(At.CONNECTIONS + "/" + id, id),
        Cell.text(json.get("source_name")),
        Cell.text(json.get("fleet_ref")),
        Cell.word(json.get("status")),
        Cell.text(json.get("description")),
        AnswerJson.time(json, "updated_at"));
  }

  @Get("/{id}")
  HttpResponse<?> one(HttpRequest<?> request, String id) {
    return show(request, id, List.of());
  }

  private HttpResponse<?> show(HttpRequest<?> request, String id, List<Block> first) {
    frame.needs(request, Scopes.CONNECTION_READ);
    var view = frame.found(request, partner -> read.get(partner, id(id)));
    var json = view.toJson();
    var lane = AnswerJson.map(json.get("lane"));
    var at = At.CONNECTIONS + "/" + id;
    var facts = new LinkedHashMap<String, Cell>();
    facts.put("Status", Cell.word(json.get("status")));
    facts.put("TSP", Cell.text(json.get("source_name")));
    facts.put("Fleet", Cell.text(json.get("fleet_ref")));
    facts.put("Description", Cell.text(json.get("description")));
    facts.put("Created", AnswerJson.time(json, "created_at"));
    facts.put("Changed", AnswerJson.time(json, "updated_at"));
    facts.put("Waits for", Cell.word(lane.get("waiting_on")));
    facts.put("Pending", Cell.text(lane.get("depth")));
    facts.put("Oldest waiting", AnswerJson.time(lane, "oldest_waiting_at"));
    facts.put("Waits until", AnswerJson.time(lane, "waits_until"));
    facts.put("Credentials", credentials(view));
    facts.put("Circuit", Cell.word("circuit".equals(lane.get("waiting_on")) ? "open" : "closed"));
    var blocks = new ArrayList<>(first);
    blocks.add(new Block.Facts(facts));
    blocks.add(
        Block.Form.buttons(
            at + "/test",
            "",
            new Block.Button("Test"),
            Block.Button.to("Pause", at + "/pause"),
            Block.Button.to("Activate", at + "/activate"),
            Block.Button.to("Reconnect", at + "/reconnect")));
    blocks.add(
        new Block.Links(
            new Cell.Link(At.OPERATIONS + "?connection_id=" + id, "Its operations"),
            new Cell.Link(At.REFERENCES + "?connection_id=" + id, "Its references"),
            new Cell.Link(At.WRITE + "?connection_id=" + id + "&resource=message", "Write")));
    blocks.add(capabilities(view));
    blocks.add(new Block.Code("Settings", JsonWriter.indented(json.get("settings"))));
    blocks.add(new Block.Code("Credentials, masked", JsonWriter.indented(json.get("credentials"))));
    blocks.add(
        new Block.Table(
            "Rate limits in use",
            List.of("Scope", "Per second", "Share learned", "Permits", "At"),
            AnswerJson.list(lane.get("buckets")).stream().map(ConnectionPages::bucket).toList(),
            "No limit has been reached yet."));
    return frame.show(request, NAME, "Connection " + id, blocks);
  }

  private static Cell credentials(ConnectionView view) {
    var lost = view.connection().status() == ConnectionStatus.FAILED;
    return Cell.word(lost ? "refused" : view.credentials().isEmpty() ? null : "accepted");
  }

  private static List<Cell> bucket(@Nullable Object bucket) {
    var json = AnswerJson.map(bucket);
    return List.of(
        Cell.text(json.get("scope")),
        Cell.text(json.get("per_second")),
        Cell.text(json.get("learned_share")),
        Cell.text(json.get("permits")),
        AnswerJson.time(json, "at"));
  }

  private Block capabilities(ConnectionView view) {
    var connection = view.connection();
    var answer = capabilities.of(connection.partner(), connection.id());
    var writes =
        answer instanceof Answer.Ok<?>(var described)
            ? AnswerJson.map(AnswerJson.map(described).get("writes"))
            : Map.<String, @Nullable Object>of();
    var rows =
        writes.entrySet().stream()
            .map(
                one ->
                    List.of(
                        Cell.text(one.getKey()),
                        able(connection.id(), one.getKey(), one.getValue(), "create"),
                        able(connection.id(), one.getKey(), one.getValue(), "update")))
            .toList();
    return new Block.Table(
        "What this connection supports",
        List.of("Resource", "Create", "Update"),
        rows,
        "This program has no adapter for this provider.");
  }

  private static Cell able(
      ConnectionId id, String resource, @Nullable Object writes, String operation) {
    var supported = AnswerJson.map(AnswerJson.map(writes).get(operation)).get("supported");
    return Boolean.TRUE.equals(supported)
        ? new Cell.Link(
            At.WRITE + "?connection_id=" + id + "&resource=" + resource + "&operation=" + operation,
            "yes")
        : Cell.text("no");
  }

  @Post("/{id}/test")
  HttpResponse<?> test(HttpRequest<?> request, String id) {
    frame.form(request);
    frame.needs(request, Scopes.CONNECTION_UPDATE);
    var tested = Frame.done(frame.act(request, partner -> test.test(partner, id(id)))).toJson();
    var good = Boolean.TRUE.equals(tested.get("ok"));
    var told =
        good
            ? "The provider answered within " + tested.get("latency_ms") + " ms."
            : "The provider refused: " + tested.get("error_details");
    return show(
        request, id, List.of(new Block.Notice(good ? Block.Tone.GOOD : Block.Tone.BAD, told)));
  }

  @Post("/{id}/pause")
  HttpResponse<?> pause(HttpRequest<?> request, String id) {
    return frame.post(
        request,
        Scopes.CONNECTION_UPDATE,
        partner -> change.pause(partner, id(id)),
        At.CONNECTIONS + "/" + id);
  }

  @Post("/{id}/activate")
  HttpResponse<?> activate(HttpRequest<?> request, String id) {
    return frame.post(
        request,
        Scopes.CONNECTION_UPDATE,
        partner -> change.activate(partner, id(id)),
        At.CONNECTIONS + "/" + id);
  }

  private static ConnectionId id(String text) {
    return new ConnectionId(Frame.id(text));
  }
}
