package dev.gladhand.capabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.tsp.TspAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same of the rules, settings and credentials of every adapter that is built in. */
class AdapterAgreementTest {
  private static final ConnectionId CONNECTION = new ConnectionId(new UUID(0, 7));
  private static final int BODIES = 400;
  private static final int SETTINGS = 600;

  @TestFactory
  Stream<DynamicTest> agreeOnEveryWriteUnderManySettings() {
    return BuiltIn.adapters().stream()
        .map(adapter -> DynamicTest.dynamicTest(adapter.id().slug(), () -> agreeOnWrites(adapter)));
  }

  @TestFactory
  Stream<DynamicTest> agreeOnSettings() {
    return BuiltIn.adapters().stream()
        .map(
            adapter ->
                DynamicTest.dynamicTest(
                    adapter.id().slug(),
                    () -> {
                      var shape = adapter.settings().shape();
                      assertTrue(SchemaAgreementTest.agree(shape, SETTINGS, 7) > 0);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> agreeOnCredentials() {
    return BuiltIn.adapters().stream()
        .map(
            adapter ->
                DynamicTest.dynamicTest(adapter.id().slug(), () -> agreeOnCredentials(adapter)));
  }

  private static void agreeOnWrites(TspAdapter adapter) {
    for (var settings : settings(adapter)) {
      for (var resource : Resource.values()) {
        for (var type : OperationType.values()) {
          adapter
              .writers()
              .find(resource, type, settings)
              .ifPresent(
                  writer -> {
                    var rules =
                        writer.rules(settings).stream()
                            .map(
                                rule ->
                                    rule.at((of, source) -> ResourceId.of(CONNECTION, of, source)))
                            .toList();
                    var body = Payloads.body(resource, type).with(rules);
                    SchemaAgreementTest.agree(body, BODIES, 5);
                  });
        }
      }
    }
  }

  private static void agreeOnCredentials(TspAdapter adapter) {
    var schema = adapter.credentials().asked();
    var published = new Published(schema.schema());
    var accepted = 0;
    for (var shape : schema.alternatives()) {
      var random = new RandomBodies(shape, new Random(3));
      for (var i = 0; i < SETTINGS; i++) {
        var body = random.next();
        var faults = new Faults();
        schema.read(body, faults);
        assertEquals(faults.none(), published.accepts(body), () -> body + "\n" + faults.list());
        accepted += faults.none() ? 1 : 0;
      }
    }
    assertTrue(accepted > 0);
  }

  /** None, and some that the adapter itself takes. */
  private static List<Settings> settings(TspAdapter adapter) {
    var found = new ArrayList<>(List.of(Settings.NONE));
    var random = new RandomBodies(adapter.settings().shape(), new Random(11));
    for (var i = 0; i < SETTINGS && found.size() < 6; i++) {
      var faults = new Faults();
      var settings = adapter.settings().read(random.next(), faults);
      if (faults.none() && !settings.fields().sent().isEmpty()) {
        found.add(settings);
      }
    }
    return found;
  }
}
