package dev.gladhand.tsp.motive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.testkit.tsp.AdapterAtWork;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapter and the simulated Motive share no code, only the documentation. */
class MotiveSandboxTest {
  private final SandboxServer sandbox = SandboxServer.start();
  private final AdapterAtWork motive = connected("motive-sandbox-key");

  private AdapterAtWork connected(String key) {
    return new AdapterAtWork(
        new MotiveAdapterFactory(),
        sandbox.motiveUrl(),
        "{\"api_key\":\"" + key + "\"}",
        "{\"base_url\":\"" + sandbox.motiveUrl() + "\"}",
        Duration.ofSeconds(2),
        InstantSource.system());
  }

  @AfterEach
  void stop() {
    motive.close();
    sandbox.close();
  }

  private SourceId made(TspSample sample) {
    var write = motive.write(sample);
    assertEquals(List.of(), motive.faults(write));
    var outcome = motive.send(write);
    var accepted = assertInstanceOf(Outcome.Accepted.class, outcome, String.valueOf(outcome));
    var source = accepted.source();
    assertNotNull(source);
    return source;
  }

  @Test
  void testsTheKey() {
    assertEquals(Outcome.accepted(), motive.test());
    try (var stranger = connected("another-key")) {
      var rejected = assertInstanceOf(Outcome.Rejected.class, stranger.test());
      assertEquals(ErrorType.AUTH, rejected.error().type());
      assertTrue(rejected.error().details().contains("Invalid API key"));
    }
  }

  @Test
  void deliversAMessageToEachRecipient() {
    var write = motive.write(MotiveContractTest.GROUP);
    var accepted = assertInstanceOf(Outcome.Accepted.class, motive.send(write));
    assertNull(accepted.source());
    assertEquals(Map.of("501:Dock 4", 1, "502:Dock 4", 1), sandbox.timesApplied("motive"));
  }

  @Test
  void tellsWhichRecipientIsNoUser() {
    var group =
        TspSample.create(
            Resource.GROUP_MESSAGE,
            "{\"sender_id\":\"@503\",\"recipient_ids\":[\"@999\",\"@502\"],\"message_text\":\"Dock 5\"}");
    var accepted = assertInstanceOf(Outcome.Accepted.class, motive.send(motive.write(group)));
    assertEquals(RecipientResult.Status.DELIVERED, accepted.recipients().getLast().status());
    assertEquals(Map.of("502:Dock 5", 1), sandbox.timesApplied("motive"));
  }

  @Test
  void findsACreateThatWasLost() throws ExecutionException, InterruptedException {
    var samples =
        List.of(MotiveContractTest.VEHICLE, MotiveContractTest.TRAILER, MotiveContractTest.USER);
    var fault = FaultRule.always(Fault.applyThenHang()).provider("motive").method("POST");
    sandbox.faults().add(fault.times(samples.size()));
    // All are given up after the same while.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var found = samples.stream().map(sample -> threads.submit(() -> findsLost(sample))).toList();
      for (var one : found) {
        one.get();
      }
    }
    assertTrue(sandbox.timesApplied("motive").values().stream().allMatch(times -> times == 1));
  }

  @Test
  void findsAMessageThatWasLostAndNoneThatNeverCame() {
    var write = motive.write(MotiveContractTest.MESSAGE);
    var begun = Instant.now();
    sandbox.faults().add(FaultRule.once(Fault.applyThenHang()).provider("motive").method("POST"));
    assertTrue(assertInstanceOf(Outcome.Rejected.class, motive.send(write)).error().maybeApplied());
    assertEquals(
        new Settlement.Applied(
            null, List.of(RecipientResult.delivered(write.payload().recipients().getFirst()))),
        motive.settle(write, begun));
    var another =
        TspSample.create(
            Resource.MESSAGE,
            "{\"sender_id\":\"@503\",\"recipient_id\":\"@502\",\"message_text\":\"Dock 4\"}");
    // It began long ago, and no call of that sender's reached this driver since.
    assertEquals(
        new Settlement.NotApplied(), motive.settle(motive.write(another), begun.minusSeconds(20)));
  }

  private void findsLost(TspSample sample) {
    var write = motive.write(sample);
    assertEquals(new Settlement.NotApplied(), motive.settle(write, Instant.now()));
    var begun = Instant.now();
    var rejected = assertInstanceOf(Outcome.Rejected.class, motive.send(write));
    assertTrue(rejected.error().maybeApplied());
    var applied = assertInstanceOf(Settlement.Applied.class, motive.settle(write, begun));
    assertNotNull(applied.source());
  }

  @Test
  void changesWhatAnUpdateNamesAndNothingElse() {
    var id = made(MotiveContractTest.VEHICLE);
    made(
        TspSample.update(
            Resource.VEHICLE, id.value(), "{\"vehicle_name\":\"Truck 9\",\"vin\":null}"));
    var vehicle = record("vehicles", id);
    assertEquals(Json.of("Truck 9"), vehicle.get("number"));
    assertEquals(Json.of("Volvo"), vehicle.get("make"));
    assertTrue(vehicle.get("vin") instanceof Json.Null, "cleared");
  }

  private Json.Obj record(String kinds, SourceId id) {
    return ((Json.Arr) sandbox.motive().records(kinds))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> id.value().equals(String.valueOf(one.number("id"))))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void writesEveryKindOfRecord() {
    made(MotiveContractTest.TRAILER);
    made(MotiveContractTest.USER);
    made(MotiveContractTest.FUEL);
    made(TspSample.update(Resource.TRAILER, "701", "{\"trailer_name\":\"T 8\"}"));
    made(TspSample.update(Resource.USER, "501", "{\"first_name\":\"Anna\"}"));
  }

  @Test
  void tellsMotivesOwnFaultsByField() {
    var taken =
        TspSample.create(
            Resource.VEHICLE, "{\"vehicle_name\":\"Truck 7\",\"external_id\":\"V-7\"}");
    made(taken);
    var rejected = assertInstanceOf(Outcome.Rejected.class, motive.send(motive.write(taken)));
    assertEquals(ErrorType.VALIDATION, rejected.error().type());
    var details = rejected.error().details();
    assertTrue(details.contains("external_ids_attributes"), details);
    assertTrue(details.contains("has already been taken"), details);
  }

  @Test
  void findsWhatMotiveWouldRefuseBeforeTheCall() {
    assertEquals(
        List.of(
            "trailer_type: required",
            "oem: required",
            "model_type: required",
            "model_year: required"),
        motive.faults(
            motive.write(TspSample.create(Resource.TRAILER, "{\"trailer_name\":\"T\"}"))));
    assertEquals(
        List.of("recipient_id: user_id", "source_sender_id: user_id"),
        motive.faults(
            motive.write(
                TspSample.create(
                    Resource.MESSAGE,
                    "{\"recipient_id\":\"@a\",\"source_sender_id\":\"b\",\"message_text\":\"hi\"}"))));
    assertEquals(
        List.of("sender_id: required"),
        motive.faults(
            motive.write(
                TspSample.create(
                    Resource.MESSAGE, "{\"recipient_id\":\"@501\",\"message_text\":\"hi\"}"))));
    assertEquals(
        List.of("vehicle_name: null_not_allowed"),
        motive.faults(
            motive.write(TspSample.update(Resource.VEHICLE, "1", "{\"vehicle_name\":null}"))));
  }

  @Test
  void listsAllPages() {
    sandbox.motive().seed("vehicles", Json.obj("count", 250, "number", "Truck"));
    var vehicles = motive.listAll(Resource.VEHICLE);
    assertEquals(252, vehicles.size());
    assertEquals("Truck 101", vehicles.getFirst().name());
    assertEquals(true, vehicles.getFirst().fields().get("is_active"));
    assertEquals("Ana Ruiz", motive.listAll(Resource.USER).getFirst().name());
    assertEquals("Trailer 7", motive.listAll(Resource.TRAILER).getFirst().name());
  }
}
