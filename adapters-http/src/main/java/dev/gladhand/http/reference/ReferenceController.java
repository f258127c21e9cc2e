package dev.gladhand.http.reference;

import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.reference.RefreshReferences;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import java.util.Map;

/** Learns which records a TSP has: from an import by the partner, or by reading them at the TSP. */
@Api(ReferenceController.PATH)
final class ReferenceController {
  static final String PATH = "/v2/integrations/connections/{id}/references";

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final ImportReferences imports;
  private final RefreshReferences refreshes;

  ReferenceController(ImportReferences imports, RefreshReferences refreshes) {
    this.imports = imports;
    this.refreshes = refreshes;
  }

  /** 10,000 records with long names and ids need a larger body than other routes allow. */
  @Put
  @Secured("connection:update")
  @Takes(
      value = {"application/json", ImportBody.LINES},
      most = MOST_BYTES)
  HttpResponse<?> put(Call call) {
    return Replies.of(
        imports.put(call.partner(), connection(call), ImportBody.of(call)),
        imported ->
            Replies.ok(
                Map.of(
                    "items", imported.stream().map(ImportReferences.Imported::toJson).toList())));
  }

  @Post("/refresh")
  @Secured("connection:update")
  @NewWork
  HttpResponse<?> refresh(Call call) {
    var connection = connection(call);
    return Replies.of(
        refreshes.start(call.partner(), connection),
        view ->
            Replies.json(202, view.toJson())
                .header(
                    HttpHeaders.LOCATION,
                    PATH.replace("{id}", connection.toString()) + "/refresh/" + view.job().id()));
  }

  @Get("/refresh/{job_id}")
  @Secured("connection:read")
  HttpResponse<?> progress(Call call) {
    return Replies.of(
        refreshes.get(call.partner(), connection(call), call.id("job_id", "refresh")),
        view -> Replies.ok(view.toJson()));
  }

  private static ConnectionId connection(Call call) {
    return new ConnectionId(call.id("id", "connection"));
  }
}
