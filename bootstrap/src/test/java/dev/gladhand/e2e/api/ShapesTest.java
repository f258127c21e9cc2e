package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.e2e.client.Catalogue;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Values;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every write with what its type does not take, by the program's own declaration.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShapesTest {
  /** Has more digits than JSON may have here, which is no matter of a field. */
  private static final String HUGE = "1e999999999";

  private static final List<String> NO_TEXT =
      List.of("1", "true", "{}", "[]", "\"a\\u0000b\"", "\"\\ud800\"", "\"a\\udc00\"");
  private static final List<String> NO_NUMBER = List.of("true", "\"x\"", "\"\"", "{}", "[]", HUGE);

  private World world;
  private Fleet fleet;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Shapes Inc");
  }

  static List<Catalogue.Entry> entries() {
    return Catalogue.ALL;
  }

  private static Collection<Field<?>> fields(Catalogue.Entry entry) {
    var resource = Resource.ofWire(entry.name().replaceAll(" .*", "")).orElseThrow();
    var type = entry.method().equals("PATCH") ? OperationType.UPDATE : OperationType.CREATE;
    return Payloads.body(resource, type).fields();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void whatAFieldsTypeDoesNotTakeIsAFaultOfThatField(Catalogue.Entry entry) {
    var seen = 0;
    for (var field : fields(entry)) {
      for (var value : wrong(field.type())) {
        var body = Json.with(fleet.fill(entry.base()), field.name(), value);
        var reply = fleet.partner().send(entry.method(), fleet.fill(entry.path()), body);
        var what = entry + " " + field.name() + " = " + Values.cut(value);
        assertEquals(value.equals(HUGE) ? 400 : 422, reply.status(), () -> what + ": " + reply);
        Errors.assertBody(what, reply);
        seen++;
        if (value.equals(HUGE)) {
          continue;
        }
        for (var fault : reply.json().get("detail")) {
          assertTrue(fault.get("path").asText().startsWith(field.name()), () -> what + reply);
        }
      }
    }
    assertTrue(seen > 10, entry::toString);
  }

  private static List<String> wrong(FieldType<?> type) {
    return switch (type) {
      case FieldType.Text(var min, var max, var pattern) -> {
        var wrong = new ArrayList<>(NO_TEXT);
        if (min > 0) {
          wrong.add('"' + "x".repeat(min - 1) + '"');
        }
        if (pattern != null) {
          wrong.add("\" \"");
        }
        if (max < 100_000) {
          wrong.add('"' + "X".repeat(max + 1) + '"');
        }
        yield wrong;
      }
      case NumberType.Whole(var min, var max) -> {
        var wrong = new ArrayList<>(NO_NUMBER);
        wrong.addAll(
            List.of("1.9", "9223372036854775808", "\"3\"", (max + 1L) + "", (min - 1L) + ""));
        yield wrong;
      }
      case NumberType.Decimal _ -> NO_NUMBER;
      case FieldType.Choice<?> _ -> words();
      case FieldType.Word _ -> words();
      case FieldType.Flag _ -> List.of("1", "0", "\"true\"", "\"\"", "[]", "{}");
      case FieldType.Moment _ ->
          List.of("1", "\"\"", "\"2026-02-30T00:00:00Z\"", "\"2026-01-01T00:00:00\"", "\"now\"");
      case FieldType.Day _ ->
          List.of("1", "\"\"", "\"2026-02-30\"", "\"2026-1-1\"", "\"+2026-01-01\"");
      case FieldType.Ref _ -> ids();
      case FieldType.Id _ -> ids();
      case CompoundType.Many<?>(var item, var min, var max, var distinct) -> {
        var wrong = new ArrayList<>(List.of("1", "\"x\"", "{}", "[null]", "[[]]"));
        wrong(item).forEach(value -> wrong.add("[" + value + "]"));
        if (min > 0) {
          wrong.add("[]");
        }
        yield wrong;
      }
      case CompoundType.Mapping<?> _ -> List.of("1", "\"x\"", "[]");
      case CompoundType.Nested _ -> List.of("1", "\"x\"", "[]");
    };
  }

  private static List<String> words() {
    return List.of("1", "true", "[]", "{}", "\"\"", "\" \"", "\"no such word\"", "\"a\\u0000b\"");
  }

  private static List<String> ids() {
    return List.of(
        "1", "true", "{}", "\"\"", "\"x\"", "\"1-1-1-1-1\"", "\"a\\u0000b\"", "\"\\ud800\"");
  }
}
