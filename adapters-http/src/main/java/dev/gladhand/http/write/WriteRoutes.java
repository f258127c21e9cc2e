package dev.gladhand.http.write;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.http.request.Call;
import io.micronaut.context.ExecutionHandleLocator;
import io.micronaut.web.router.DefaultRouteBuilder;
import jakarta.inject.Singleton;

/** Makes a route for each resource and each type of write that the domain knows. */
@Singleton
@SuppressWarnings(
    "overrides") // The framework's class overrides methods with variable arguments by ones with
// arrays.
final class WriteRoutes extends DefaultRouteBuilder {
  WriteRoutes(ExecutionHandleLocator methods) {
    super(methods);
    for (var resource : Resource.values()) {
      var path = "/v2/telematics/" + resource.path();
      if (resource.allows(OperationType.CREATE)) {
        POST(path, WriteController.class, "create", Call.class).consumesAll();
        POST(path + "/bulk", BulkController.class, "create", Call.class).consumesAll();
      }
      if (resource.allows(OperationType.UPDATE)) {
        PATCH(path + "/{id}", WriteController.class, "update", Call.class).consumesAll();
      }
    }
  }
}
