package dev.gladhand.http.connection;

import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.json.JsonWriter;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import org.jspecify.annotations.Nullable;

/** Serves the capabilities of a connection: what it can write, as JSON Schema. */
@Api(ConnectionController.PATH + "/{id}/capabilities")
final class CapabilityController {
  private final DescribeCapabilities capabilities;

  CapabilityController(DescribeCapabilities capabilities) {
    this.capabilities = capabilities;
  }

  @Get
  @Secured("connection:read")
  HttpResponse<?> get(Call call) {
    var id = new ConnectionId(call.id("id", "connection"));
    return Replies.of(
        capabilities.of(call.partner(), id),
        json -> tagged(JsonWriter.bytes(json), call.header(HttpHeaders.IF_NONE_MATCH)));
  }

  private static MutableHttpResponse<byte[]> tagged(byte[] body, @Nullable String known) {
    var tag = EntityTag.of(body);
    var response =
        tag.matches(known)
            ? HttpResponse.<byte[]>notModified()
            : Replies.bytes(200, MediaType.APPLICATION_JSON, body);
    return response
        .header(HttpHeaders.ETAG, tag.toString())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }
}
