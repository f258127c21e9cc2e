package dev.gladhand.console.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.ImportReferences.Imported;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Imports the references of a connection from a CSV table. */
@PagesAt(At.REFERENCES)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ImportPages {
  private static final String TITLE = "Import references";
  private static final String FILE = "file";
  private static final String LINES = "csv";
  private static final int TOLD = 20;

  /** Entered text is shown again up to this length, so that the page stays small. */
  private static final int SHOWN_AGAIN = 64 * 1024;

  private final Frame frame;
  private final ReadConnections connections;
  private final ImportReferences imports;

  ImportPages(Frame frame, ReadConnections connections, ImportReferences imports) {
    this.frame = frame;
    this.connections = connections;
    this.imports = imports;
  }

  @Get("/{connection}/import")
  HttpResponse<?> form(HttpRequest<?> request, String connection) {
    find(request, connection);
    return form(request, 200, connection, "", null);
  }

  @Post("/{connection}/import")
  HttpResponse<?> take(HttpRequest<?> request, String connection) {
    var typed = frame.newWork(request);
    var id = find(request, connection);
    var text = typed.all(FILE).isEmpty() ? typed.text(LINES) : typed.all(FILE).getFirst();
    ReferenceCsv table;
    try {
      table = ReferenceCsv.read(text);
    } catch (Stop wrong) {
      return form(request, wrong.status(), connection, text, wrong.why());
    }
    return switch (frame.act(request, partner -> imports.put(partner, id, table.items()))) {
      case Answer.Ok<List<Imported>>(var imported) -> done(request, connection, imported);
      case Answer.Refused<List<Imported>>(Refusal.Invalid(var faults)) -> {
        var told =
            faults.stream()
                .limit(TOLD)
                .map(fault -> table.told(fault.path(), fault.message()))
                .collect(Collectors.joining("; "));
        var more = faults.size() > TOLD ? "; and " + (faults.size() - TOLD) + " more faults" : "";
        yield form(request, 422, connection, text, told + more);
      }
      case Answer.Refused<List<Imported>>(var refusal) -> {
        var stop = Frame.stop(refusal);
        yield form(request, stop.status(), connection, text, stop.why());
      }
    };
  }

  private ConnectionId find(HttpRequest<?> request, String connection) {
    frame.needs(request, Scopes.CONNECTION_UPDATE);
    var id = new ConnectionId(Frame.id(connection));
    return frame.found(request, partner -> connections.get(partner, id)).connection().id();
  }

  private HttpResponse<?> form(
      HttpRequest<?> request, int status, String connection, String typed, @Nullable String fault) {
    var again = typed.length() <= SHOWN_AGAIN ? typed : "";
    var lines =
        Field.area(LINES, "Lines", again)
            .withHint(
                "The first line names the columns: "
                    + String.join(",", ReferenceCsv.COLUMNS)
                    + ". Several roles are separated by blanks.")
            .withFault(fault);
    var file =
        new Field(
            FILE,
            "CSV file",
            Field.Kind.FILE,
            List.of(),
            List.of(),
            "In UTF-8, at most 1 MiB and "
                + ImportReferences.MOST
                + " lines. Without a file, the lines below are imported.",
            null,
            false,
            null);
    var form =
        Block.Form.post(
            At.REFERENCES + "/" + connection + "/import", List.of(file, lines), "Import", TITLE);
    var what =
        new Block.Text("Either all lines are imported or none. A known record keeps its id.");
    return page(
        request,
        status,
        connection,
        fault == null
            ? List.of(what, form)
            : List.of(Block.bad("Nothing was imported: " + fault), form));
  }

  private HttpResponse<?> done(HttpRequest<?> request, String connection, List<Imported> imported) {
    var created = imported.stream().filter(Imported::created).count();
    var told = imported.size() + " lines were taken; " + created + " records are new.";
    return page(request, 200, connection, List.of(Block.good(told)));
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, int status, String connection, List<Block> blocks) {
    var links =
        new Block.Links(
            new Cell.Link(At.REFERENCES + "?connection_id=" + connection, "References"),
            new Cell.Link(At.CONNECTIONS + "/" + connection, "Connection"));
    var all = new ArrayList<>(blocks);
    all.add(links);
    return frame.show(request, status, "Connections", TITLE, all);
  }
}
