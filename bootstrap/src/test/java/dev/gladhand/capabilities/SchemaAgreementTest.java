package dev.gladhand.capabilities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.connection.DescribeCapabilities;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the published schema accepts the validator accepts, and the other way round. */
class SchemaAgreementTest {
  private static final int BODIES = 3000;
  private static final int RULE_SETS = 400;
  private static final int BODIES_EACH = 60;

  @TestFactory
  Stream<DynamicTest> agreeOnTheBodyOfEachWrite() {
    return Arrays.stream(Resource.values())
        .flatMap(
            resource ->
                Arrays.stream(OperationType.values())
                    .filter(resource::allows)
                    .map(
                        type ->
                            DynamicTest.dynamicTest(
                                resource.wire() + " " + type.wire(),
                                () -> {
                                  var accepted = agree(Payloads.body(resource, type), BODIES, 1);
                                  assertTrue(accepted > BODIES / 100, "only " + accepted);
                                  assertTrue(accepted < BODIES * 95 / 100, "even " + accepted);
                                })));
  }

  @Test
  void agreeOnAnyRules() {
    var accepted = 0;
    for (var seed = 0; seed < RULE_SETS; seed++) {
      accepted += agree(RandomRules.shape(new Random(seed)), BODIES_EACH, seed);
    }
    assertTrue(accepted > RULE_SETS * BODIES_EACH / 100, "only " + accepted);
  }

  /** How many bodies were accepted. */
  static int agree(Shape shape, int bodies, long seed) {
    var published = new Published(DescribeCapabilities.schema(shape));
    var random = new RandomBodies(shape, new Random(seed));
    var accepted = 0;
    for (var i = 0; i < bodies; i++) {
      var body = random.next();
      var faults = faults(shape, body);
      if (!onlySpellings(body, faults)) {
        assertEquals(
            faults.none(),
            published.accepts(body),
            () ->
                body
                    + "\nvalidator: "
                    + faults.list()
                    + "\nschema: "
                    + published.faults(body)
                    + "\n"
                    + shape.rules());
      }
      accepted += faults.none() ? 1 : 0;
    }
    return accepted;
  }

  /**
   * Whether all that is wrong are two spellings of one id in an array: a schema compares items as
   * they are written, so it cannot tell.
   */
  private static boolean onlySpellings(Map<String, @Nullable Object> body, Faults faults) {
    return !faults.none()
        && faults.list().stream()
            .allMatch(
                fault ->
                    fault.errorType().equals("not_unique")
                        && body.get(fault.path().split("\\.", 2)[0]) instanceof List<?> items
                        && new HashSet<>(items).size() == items.size());
  }

  private static Faults faults(Shape shape, Map<String, @Nullable Object> body) {
    var faults = new Faults();
    shape.read(body, faults, false);
    return faults;
  }
}
