package dev.gladhand.console.write;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.domain.record.Resource;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.stream.Stream;

/** The form that chooses a connection and a resource for a write. Blocks. */
@Singleton
final class ChooseWrite {
  private static final int MOST = 200;

  private final Frame frame;
  private final ReadConnections connections;

  ChooseWrite(Frame frame, ReadConnections connections) {
    this.frame = frame;
    this.connections = connections;
  }

  Block.Form form(HttpRequest<?> request, Inputs query) {
    var filter = new ReadConnections.Filter(null, null, null);
    var all =
        frame.partners(request).stream()
            .flatMap(partner -> connections.list(partner, filter, null, MOST).stream())
            .limit(MOST)
            .map(ConnectionView::connection)
            .map(
                one ->
                    new Field.Option(
                        one.id().toString(),
                        one.tsp().slug()
                            + " "
                            + (one.fleetRef() == null ? "" : one.fleetRef())
                            + " "
                            + one.id()))
            .toList();
    var chosen = query.text("connection_id");
    var listed = chosen.isEmpty() || all.stream().anyMatch(one -> one.value().equals(chosen));
    var options =
        listed
            ? all
            : Stream.concat(Stream.of(new Field.Option(chosen, chosen)), all.stream()).toList();
    var resources = Stream.of(Resource.values()).map(Resource::wire);
    var fields = new ArrayList<Field>();
    fields.add(Field.choice("connection_id", "connection_id", options, chosen));
    fields.add(
        Field.choice("resource", "resource", Field.Option.of(resources), query.text("resource")));
    fields.add(
        Field.choice(
            "operation",
            "operation",
            Field.Option.of(Stream.of("create", "update")),
            query.text("operation")));
    fields.add(
        Field.text("resource_id", "resource_id", query.text("resource_id"))
            .withHint("The id of the record that an update changes."));
    if (query.has("partner_id")) {
      fields.add(Field.hidden("partner_id", query.text("partner_id")));
    }
    return Block.Form.query(At.WRITE, fields, "Choose", "Connection and resource");
  }
}
