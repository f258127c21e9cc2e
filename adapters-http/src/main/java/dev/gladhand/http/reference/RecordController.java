package dev.gladhand.http.reference;

import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.ReferenceView;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.page.ForwardPage;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;

/** Lists and shows the users, vehicles and trailers for which there are references. */
@Api("/v2/telematics")
final class RecordController {
  private static final String CONNECTION_ID = "connection_id";
  private static final String FLEET_REFS = "fleet_refs";
  private static final String SOURCE_ID = "source_id";
  private static final int MOST_FLEETS = 100;

  private final ReadReferences references;

  RecordController(ReadReferences references) {
    this.references = references;
  }

  @Knows({CONNECTION_ID, FLEET_REFS, SOURCE_ID, "cursor", "size"})
  @Get("/users")
  @Secured("telematics:read")
  HttpResponse<?> users(Call call) {
    return list(call, Resource.USER);
  }

  @Get("/users/{id}")
  @Secured("telematics:read")
  HttpResponse<?> user(Call call) {
    return get(call, Resource.USER);
  }

  @Knows({CONNECTION_ID, FLEET_REFS, SOURCE_ID, "cursor", "size"})
  @Get("/vehicles")
  @Secured("telematics:read")
  HttpResponse<?> vehicles(Call call) {
    return list(call, Resource.VEHICLE);
  }

  @Get("/vehicles/{id}")
  @Secured("telematics:read")
  HttpResponse<?> vehicle(Call call) {
    return get(call, Resource.VEHICLE);
  }

  @Knows({CONNECTION_ID, FLEET_REFS, SOURCE_ID, "cursor", "size"})
  @Get("/trailers")
  @Secured("telematics:read")
  HttpResponse<?> trailers(Call call) {
    return list(call, Resource.TRAILER);
  }

  @Get("/trailers/{id}")
  @Secured("telematics:read")
  HttpResponse<?> trailer(Call call) {
    return get(call, Resource.TRAILER);
  }

  private HttpResponse<?> list(Call call, Resource resource) {
    var query = call.query();
    var filter =
        new ReadReferences.Filter(
            resource,
            query.id(CONNECTION_ID, ConnectionId::new),
            query.texts(FLEET_REFS, MOST_FLEETS),
            query.read(SOURCE_ID, "a source id", SourceId::new));
    return Replies.ok(
        ForwardPage.of(call, resource.wire())
            .of(
                (after, size) ->
                    references.list(
                        call.partner(), filter, after == null ? null : new ResourceId(after), size),
                view -> view.stored().id().value(),
                ReferenceView::toJson));
  }

  private HttpResponse<?> get(Call call, Resource resource) {
    var id = new ResourceId(call.id("id", resource.wire()));
    return Replies.of(
        references.get(call.partner(), resource, id), view -> Replies.ok(view.toJson()));
  }
}
