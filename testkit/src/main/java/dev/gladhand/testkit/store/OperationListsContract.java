package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.application.store.Operations.Listed;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how operations are listed: with each filter, in pages that neither repeat nor skip. */
public abstract class OperationListsContract extends StoreContract {
  private Connection connection;
  private Connection other;
  private ResourceOperation message;
  private ResourceOperation vehicle;
  private ResourceOperation failed;
  private ResourceOperation update;
  private ResourceOperation elsewhere;

  @BeforeEach
  void makeOperations() {
    var partner = samples.partner();
    connection = samples.connection(partner);
    other = samples.connection(partner, new TspId("superoffice"), "fleet-2", Settings.NONE);
    message = samples.message(connection);
    vehicle = samples.newVehicle(connection, "Truck 1");
    failed = samples.message(connection);
    update =
        samples.changedVehicle(connection, "v-9", Fields.builder().put(Vehicle.NOTES, "x").build());
    elsewhere = samples.message(other);
    samples.add(message, vehicle, failed, update, elsewhere);
    var lease = samples.claim(connection);
    vehicle = samples.succeeded(samples.begin(vehicle, lease), "v-1");
    samples.record(vehicle, lease);
    failed = samples.failedForGood(samples.begin(failed, lease));
    samples.record(failed, lease);
    samples.add(samples.message(samples.connection(samples.partner())));
  }

  /** A query for operations with the usual values; a test changes those that it is about. */
  private final class Query {
    @Nullable Resource resource;
    @Nullable Connection of;
    @Nullable TspId tsp;
    List<String> fleets = List.of();
    @Nullable OperationType type;
    @Nullable String status;
    @Nullable ResourceOperation record;
    @Nullable SourceId source;
    Instant from = store.now().minus(Duration.ofDays(1));
    Instant to = store.now().plus(Duration.ofDays(1));
    boolean ascending = true;
    @Nullable OperationId after;
    int size = 300;

    private OperationQuery made() {
      return new OperationQuery(
          connection.partner(),
          resource,
          of == null ? null : of.id(),
          tsp,
          fleets,
          type,
          status,
          record == null ? null : record.resourceId(),
          source,
          from,
          to,
          ascending,
          after,
          size);
    }

    Operations.Found search(String text, int most) {
      return store.operations().search(new ErrorSearch(made(), text, most));
    }

    List<ResourceOperation> run() {
      var query = made();
      var page = store.operations().list(query);
      assertEquals(
          page.stream().map(op -> new Listed(op.id(), op.connection())).toList(),
          store.operations().listIds(query));
      return page;
    }
  }

  @Test
  void listsThePartnersOwnInBothDirections() {
    var query = new Query();
    var all = List.of(message, vehicle, failed, update, elsewhere);
    assertEquals(all, query.run());
    query.ascending = false;
    assertEquals(all.reversed(), query.run());
  }

  @Test
  void listsByEachFilter() {
    var byResource = new Query();
    byResource.resource = Resource.VEHICLE;
    assertEquals(List.of(vehicle, update), byResource.run());
    var byConnection = new Query();
    byConnection.of = other;
    assertEquals(List.of(elsewhere), byConnection.run());
    var byTsp = new Query();
    byTsp.tsp = Samples.TSP;
    assertEquals(List.of(message, vehicle, failed, update), byTsp.run());
    var byFleet = new Query();
    byFleet.fleets = List.of("fleet-2", "fleet-3");
    assertEquals(List.of(elsewhere), byFleet.run());
    var byType = new Query();
    byType.type = OperationType.UPDATE;
    assertEquals(List.of(update), byType.run());
    var byRecord = new Query();
    byRecord.record = vehicle;
    assertEquals(List.of(vehicle), byRecord.run());
    var byTarget = new Query();
    byTarget.record = update;
    byTarget.ascending = false;
    assertEquals(List.of(update), byTarget.run());
    var bySource = new Query();
    bySource.resource = Resource.VEHICLE;
    bySource.source = new SourceId("v-1");
    assertEquals(List.of(vehicle), bySource.run());
    var byAll = new Query();
    byAll.resource = Resource.VEHICLE;
    byAll.of = connection;
    byAll.tsp = Samples.TSP;
    byAll.fleets = List.of("fleet-1");
    byAll.type = OperationType.CREATE;
    byAll.status = "success";
    byAll.record = vehicle;
    byAll.source = new SourceId("v-1");
    assertEquals(List.of(vehicle), byAll.run());
  }

  @Test
  void anOperationStaysInTheFleetOfItsDay() {
    var moved =
        new Connection(
            other.id(),
            other.partner(),
            other.tsp(),
            other.fleetId(),
            "fleet-9",
            other.settings(),
            other.status(),
            other.description(),
            other.createdAt(),
            store.now(),
            null,
            other.version() + 1);
    store.connections().update(moved, null, null);
    var byFleet = new Query();
    byFleet.fleets = List.of("fleet-2");
    assertEquals(List.of(elsewhere), byFleet.run());
    byFleet.fleets = List.of("fleet-9");
    assertEquals(List.of(), byFleet.run());
  }

  @Test
  void listsByAFleetOfManyConnections() {
    for (var i = 0; i < 20; i++) {
      samples.connection(connection.partner(), new TspId("superoffice"), "fleet-2", Settings.NONE);
    }
    var query = new Query();
    query.fleets = List.of("fleet-2");
    assertEquals(List.of(elsewhere), query.run());
    query.tsp = new TspId("superoffice");
    query.status = "pending";
    assertEquals(List.of(elsewhere), query.run());
    query.resource = Resource.VEHICLE;
    assertEquals(List.of(), query.run());
    query.of = connection;
    assertEquals(List.of(), query.run());
  }

  @Test
  void listsByStatus() {
    var query = new Query();
    query.status = "pending";
    assertEquals(List.of(message, update, elsewhere), query.run());
    query.status = "success";
    assertEquals(List.of(vehicle), query.run());
    query.status = "failed";
    query.of = connection;
    assertEquals(List.of(failed), query.run());
  }

  @Test
  void listsASpanOfTime() {
    store.advance(Duration.ofHours(2));
    var later = samples.message(connection);
    samples.add(later);
    var query = new Query();
    query.from = later.createdAt();
    query.to = later.createdAt().plusMillis(1);
    assertEquals(List.of(later), query.run());
    query.to = later.createdAt();
    assertEquals(List.of(), query.run());
    query.from = message.createdAt();
    assertEquals(List.of(message, vehicle, failed, update, elsewhere), query.run());
  }

  @Test
  void pagesNeitherRepeatNorSkipWhileMoreArrive() {
    for (var ascending : new boolean[] {true, false}) {
      var query = new Query();
      query.ascending = ascending;
      query.size = 2;
      var before = new ArrayList<>(newest(query));
      var seen = new ArrayList<ResourceOperation>();
      for (var page = query.run(); !page.isEmpty(); page = query.run()) {
        seen.addAll(page);
        query.after = page.getLast().id();
        if (seen.size() < 4) {
          samples.add(samples.message(connection));
        }
      }
      if (!ascending) {
        Collections.reverse(before);
      }
      assertEquals(before, seen.subList(0, before.size()));
      assertEquals(seen.size(), seen.stream().distinct().count());
    }
  }

  @Test
  void findsATextInErrorsAsFarAsItsBoundReaches() {
    var query = new Query();
    for (var text : List.of("answered 503", "ANSWERED", "3: \"Busy\" 🚧")) {
      assertEquals(new Operations.Found(List.of(failed), null), query.search(text, 300), text);
    }
    // Neither other texts in the store nor the wildcards of a pattern match.
    for (var text : List.of("x-request-id", "text/plain", "succeeded", "answered%", "_nswered")) {
      assertEquals(new Operations.Found(List.of(), null), query.search(text, 300), text);
    }
    assertEquals(new Operations.Found(List.of(), vehicle.id()), query.search("503", 2));
    query.after = vehicle.id();
    assertEquals(new Operations.Found(List.of(failed), update.id()), query.search("503", 2));
    query.size = 1;
    assertEquals(new Operations.Found(List.of(failed), failed.id()), query.search("503", 300));
    query.after = failed.id();
    assertEquals(new Operations.Found(List.of(), null), query.search("503", 300));
    query.after = null;
    query.status = "success";
    assertEquals(new Operations.Found(List.of(), null), query.search("503", 300));
    query.status = "failed";
    query.ascending = false;
    assertEquals(new Operations.Found(List.of(failed), null), query.search("503", 300));
  }

  private List<ResourceOperation> newest(Query like) {
    var all = new Query();
    all.from = like.from;
    return all.run();
  }
}
