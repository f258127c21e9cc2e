package dev.gladhand.console.connection;

import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.ReferenceView;
import dev.gladhand.application.reference.RefreshReferences;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.record.Uuids;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The references: the pairs of the gateway's ids and the providers' ids. */
@PagesAt(At.REFERENCES)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ReferencePages {
  private static final String SECTION = "Connections";
  private static final String TITLE = "References";
  private static final int SIZE = 50;

  private final Frame frame;
  private final ReadReferences references;
  private final RefreshReferences refreshes;

  ReferencePages(Frame frame, ReadReferences references, RefreshReferences refreshes) {
    this.frame = frame;
    this.references = references;
    this.refreshes = refreshes;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.TELEMATICS_READ);
    var query = frame.query(request);
    try {
      return frame.show(request, SECTION, TITLE, list(request, query));
    } catch (Stop wrong) {
      if (wrong.field().isEmpty()) {
        throw wrong;
      }
      // The entered text stays, and the fault is shown at its control.
      return frame.show(
          request,
          wrong.status(),
          SECTION,
          TITLE,
          List.of(Block.bad(wrong.why()), filters(query, wrong)));
    }
  }

  private List<Block> list(HttpRequest<?> request, Inputs query) {
    var resource =
        Resource.ofWire(word(query))
            .orElseThrow(() -> new Stop(400, "resource is malformed.", "resource"));
    var connection = id(query, "connection_id");
    var after = id(query, "cursor");
    var source = query.text("source_id");
    if (source.length() > SourceId.MAX_LENGTH) {
      throw new Stop(400, "source_id is malformed.", "source_id");
    }
    var filter =
        new ReadReferences.Filter(
            resource,
            connection == null ? null : new ConnectionId(connection),
            query.all("fleet_refs"),
            source.isEmpty() ? null : new SourceId(source));
    var found =
        frame.partners(request).stream()
            .flatMap(
                partner ->
                    references
                        .list(
                            partner, filter, after == null ? null : new ResourceId(after), SIZE + 1)
                        .stream())
            .sorted(Comparator.comparing(view -> view.stored().id().toString()))
            .limit(SIZE + 1L)
            .toList();
    var blocks = new ArrayList<Block>();
    blocks.add(filters(query, null));
    if (connection != null) {
      blocks.add(
          Block.Form.buttons(
              At.REFERENCES + "/" + connection + "/refresh",
              "",
              new Block.Button("Refresh from the provider")));
      blocks.add(
          new Block.Links(
              new Cell.Link(At.REFERENCES + "/" + connection + "/import", "Import a CSV")));
    } else {
      blocks.add(
          new Block.Text(
              "To refresh or import records, choose a connection above, or come here from its"
                  + " page."));
    }
    blocks.add(
        new Block.Table(
            "Known records",
            List.of("Id", "Source id", "Name", "Roles", "Connection", "TSP", "Fleet", "Changed"),
            found.stream().limit(SIZE).map(ReferencePages::row).toList(),
            "No known record matches. Refresh or import those of a connection."));
    if (found.size() > SIZE) {
      var next = query.with("cursor", found.get(SIZE - 1).stored().id().toString());
      blocks.add(new Block.Links(new Cell.Link(At.REFERENCES + "?" + next, "Next")));
    }
    return blocks;
  }

  private static String word(Inputs query) {
    return query.text("resource").isEmpty() ? "user" : query.text("resource");
  }

  private static @Nullable UUID id(Inputs query, String name) {
    var text = query.text(name);
    var id = Uuids.parse(text);
    if (id == null && !text.isEmpty()) {
      throw new Stop(400, name + " is malformed.", name);
    }
    return id;
  }

  /**
   * The form with the filters of the list.
   *
   * @param wrong why the filters cannot be read, with the name of the control; null if they can
   */
  private static Block filters(Inputs query, @Nullable Stop wrong) {
    var resources = Field.Option.of(Stream.of("user", "vehicle", "trailer"));
    return Block.Form.filters(
        At.REFERENCES,
        List.of(
            Field.choice("resource", "Resource", resources, word(query)),
            Field.text("connection_id", "Connection id", query.text("connection_id")),
            Field.text("fleet_refs", "Fleet", query.text("fleet_refs")),
            Field.text("source_id", "Source id", query.text("source_id"))),
        wrong);
  }

  private static List<Cell> row(ReferenceView view) {
    var json = view.toJson();
    return List.of(
        new Cell.Link(
            At.OPERATIONS + "?resource_id=" + json.get("id"), AnswerJson.text(json, "id")),
        Cell.text(json.get("source_id")),
        Cell.text(json.get("name")),
        Cell.text(String.join(", ", view.stored().roles())),
        At.one(At.CONNECTIONS, AnswerJson.text(json, "connection_id")),
        Cell.text(json.get("source_name")),
        Cell.text(json.get("fleet_ref")),
        AnswerJson.time(json, "updated_at"));
  }

  @Post("/{connection}/refresh")
  HttpResponse<?> refresh(HttpRequest<?> request, String connection) {
    frame.newWork(request);
    frame.needs(request, Scopes.CONNECTION_UPDATE);
    var id = new ConnectionId(Frame.id(connection));
    var job = Frame.done(frame.act(request, partner -> refreshes.start(partner, id)));
    return Pages.redirect(At.REFERENCES + "/" + connection + "/refresh/" + job.job().id());
  }

  @Get("/{connection}/refresh/{job}")
  HttpResponse<?> progress(HttpRequest<?> request, String connection, String job) {
    frame.needs(request, Scopes.CONNECTION_READ);
    var id = new ConnectionId(Frame.id(connection));
    var view = frame.found(request, partner -> refreshes.get(partner, id, Frame.id(job)));
    var json = view.toJson();
    var facts = new LinkedHashMap<String, Cell>();
    facts.put("Connection", At.one(At.CONNECTIONS, connection));
    facts.put("Status", Cell.word(json.get("status")));
    facts.put("Error", Cell.text(json.get("error_details")));
    facts.put("Begun", AnswerJson.time(json, "created_at"));
    facts.put("Changed", AnswerJson.time(json, "updated_at"));
    AnswerJson.map(json.get("progress"))
        .forEach(
            (resource, seen) -> {
              var progress = AnswerJson.map(seen);
              var done = Boolean.TRUE.equals(progress.get("done")) ? " seen, done" : " seen";
              facts.put(resource, Cell.text(progress.get("seen") + done));
            });
    var running = "pending".equals(json.get("status"));
    return frame.show(
        request,
        SECTION,
        "Refresh of references",
        List.of(
            new Block.Live("live", null, running, List.of(new Block.Facts(facts))),
            new Block.Links(
                new Cell.Link(At.REFERENCES + "?connection_id=" + connection, "References"))));
  }
}
