package dev.gladhand.http.operation;

import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.gate.RequestTraces;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.StreamPlaces;
import dev.gladhand.http.stream.PieceStreams;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Lists, shows, retries and cancels the operations of the calling partner. */
@Api("/v2/integrations/connections")
final class OperationController {
  private static final String CSV = "text/csv; charset=utf-8; header=present";

  private final ReadOperations operations;
  private final ChangeOperation changes;
  private final InstantSource clock;
  private final StreamPlaces places;
  private final PieceStreams streams;
  private final RequestTraces traces;

  OperationController(
      ReadOperations operations,
      ChangeOperation changes,
      InstantSource clock,
      StreamPlaces places,
      PieceStreams streams,
      RequestTraces traces) {
    this.operations = operations;
    this.changes = changes;
    this.places = places;
    this.streams = streams;
    this.clock = clock;
    this.traces = traces;
  }

  @Knows({
    "resource",
    "connection_id",
    "source_name",
    "fleet_refs",
    "operation",
    "status",
    "resource_id",
    "source_id",
    "from_datetime",
    "to_datetime",
    "sort_order",
    "cursor",
    "size"
  })
  @Get("/resource-operations")
  @Secured(Scopes.OPERATION_READ)
  HttpResponse<?> list(Call call) {
    var now = clock.instant();
    var asked = OperationListRequest.of(call, now);
    if (call.accepts(MediaType.APPLICATION_JSON, MediaType.TEXT_CSV).equals(MediaType.TEXT_CSV)) {
      return csv(call, asked, now);
    }
    return streams.page(
        call, asked.size(), () -> OperationPage.read(asked, operations, now).toJson());
  }

  private HttpResponse<?> csv(Call call, OperationListRequest asked, Instant now) {
    if (call.head()) {
      return HttpResponse.ok().contentType(CSV);
    }
    var export = new CsvExport(asked, operations, now, places.take(call.caller()));
    try {
      streams.inTurn(call, export::begin);
    } catch (RuntimeException e) {
      export.close();
      throw e;
    }
    return streams.answer(call, CSV, export);
  }

  @Get("/{connection}/resource-operations/{id}")
  @Secured(Scopes.OPERATION_READ)
  HttpResponse<?> get(Call call) {
    return Replies.of(
        operations.get(call.partner(), connection(call), operation(call)),
        view -> Replies.ok(view.toJson()));
  }

  @Post("/{connection}/resource-operations/{id}/retry")
  @Secured({Scopes.OPERATION_WRITE, Scopes.TELEMATICS_WRITE})
  @NewWork
  HttpResponse<?> retry(Call call) {
    return Replies.of(
        changes.retry(
            call.partner(), connection(call), operation(call), key(call), traces.begin(call)),
        OperationController::retried);
  }

  /**
   * The idempotency key of a request without a body. It has no hash of a body, because such
   * requests cannot differ.
   */
  private static @Nullable IdempotencyKey key(Call call) {
    var key = call.idempotencyKey();
    return key == null ? null : new IdempotencyKey(call.partner(), call.scope(), key, "");
  }

  private static MutableHttpResponse<byte[]> retried(ChangeOperation.Retried retried) {
    var view = retried.operation();
    var response =
        Replies.json(202, view.toJson()).header(HttpHeaders.LOCATION, OperationLinks.of(view));
    return retried.replayed() ? response.header("Idempotency-Replayed", "true") : response;
  }

  @Post("/{connection}/resource-operations/{id}/cancel")
  @Secured(Scopes.OPERATION_WRITE)
  HttpResponse<?> cancel(Call call) {
    return Replies.of(
        changes.cancel(call.partner(), connection(call), operation(call)),
        view -> Replies.ok(view.toJson()));
  }

  private static ConnectionId connection(Call call) {
    return new ConnectionId(call.id("connection", "resource operation"));
  }

  private static OperationId operation(Call call) {
    return new OperationId(call.id("id", "resource operation"));
  }
}
