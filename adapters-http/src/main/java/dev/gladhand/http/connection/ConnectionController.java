package dev.gladhand.http.connection;

import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.connection.TestConnection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.page.ForwardPage;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;

/** Creates, changes, tests and deletes connections to TSPs. */
@Api(ConnectionController.PATH)
final class ConnectionController {
  static final String PATH = "/v2/integrations/connections";

  private final CreateConnection create;
  private final ReadConnections read;
  private final ChangeConnection change;
  private final TestConnection test;

  ConnectionController(
      CreateConnection create, ReadConnections read, ChangeConnection change, TestConnection test) {
    this.create = create;
    this.read = read;
    this.change = change;
    this.test = test;
  }

  @Post
  @Secured("connection:create")
  @Takes
  HttpResponse<?> create(Call call) {
    return Replies.of(
        create.create(call.partner(), call.body()),
        view ->
            Replies.json(201, view.toJson())
                .header(HttpHeaders.LOCATION, PATH + "/" + view.connection().id()));
  }

  @Knows({"source_name", "fleet_ref", "status", "cursor", "size"})
  @Get
  @Secured("connection:read")
  HttpResponse<?> list(Call call) {
    var query = call.query();
    var filter =
        new ReadConnections.Filter(
            query.text("source_name"),
            query.text("fleet_ref"),
            query.read(
                "status",
                "a status of connections",
                word -> Wire.of(ConnectionStatus.class, word).orElse(null)));
    return Replies.ok(
        ForwardPage.of(call, "connections")
            .of(
                (after, size) ->
                    read.list(
                        call.partner(),
                        filter,
                        after == null ? null : new ConnectionId(after),
                        size),
                view -> view.connection().id().value(),
                ConnectionView::toJson));
  }

  @Get("/{id}")
  @Secured("connection:read")
  HttpResponse<?> get(Call call) {
    return Replies.of(read.get(call.partner(), id(call)), view -> Replies.ok(view.toJson()));
  }

  @Patch("/{id}")
  @Secured("connection:update")
  @Takes
  HttpResponse<?> patch(Call call) {
    return Replies.of(
        change.patch(call.partner(), id(call), call.body()), view -> Replies.ok(view.toJson()));
  }

  @Delete("/{id}")
  @Secured("connection:update")
  HttpResponse<?> delete(Call call) {
    return Replies.of(change.delete(call.partner(), id(call)), _ -> Replies.noContent());
  }

  @Post("/{id}/activate")
  @Secured("connection:update")
  HttpResponse<?> activate(Call call) {
    return Replies.of(change.activate(call.partner(), id(call)), view -> Replies.ok(view.toJson()));
  }

  @Post("/{id}/pause")
  @Secured("connection:update")
  HttpResponse<?> pause(Call call) {
    return Replies.of(change.pause(call.partner(), id(call)), view -> Replies.ok(view.toJson()));
  }

  @Post("/{id}/test")
  @Secured("connection:update")
  HttpResponse<?> test(Call call) {
    return Replies.of(test.test(call.partner(), id(call)), tested -> Replies.ok(tested.toJson()));
  }

  private static ConnectionId id(Call call) {
    return new ConnectionId(call.id("id", "connection"));
  }
}
