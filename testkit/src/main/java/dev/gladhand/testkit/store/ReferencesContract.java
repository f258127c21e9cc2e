package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gladhand.application.store.References.Entry;
import dev.gladhand.application.store.References.Known;
import dev.gladhand.application.store.References.Stored;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how references are learned, resolved and listed. */
public abstract class ReferencesContract extends StoreContract {
  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private static Entry user(String source, @Nullable String name) {
    return new Entry(Resource.USER, new SourceId(source), name, null, null);
  }

  private List<Boolean> put(Connection of, Entry... entries) {
    return store.references().put(of.id(), of.partner(), List.of(entries), store.now());
  }

  private static ResourceId id(Connection of, String source) {
    return ResourceId.of(of.id(), Resource.USER, new SourceId(source));
  }

  private Stored found(String source) {
    return store
        .references()
        .find(connection.partner(), Resource.USER, id(connection, source))
        .orElseThrow();
  }

  private List<Stored> list(
      @Nullable Connection of,
      List<String> fleets,
      @Nullable String source,
      @Nullable ResourceId after,
      int size) {
    return store
        .references()
        .list(
            connection.partner(),
            Resource.USER,
            of == null ? null : of.id(),
            fleets,
            source == null ? null : new SourceId(source),
            after,
            size);
  }

  @Test
  void saysWhatIsNew() {
    assertEquals(
        List.of(true, true, false),
        put(connection, user("1", "A"), user("2", "B"), user("1", "C")));
    assertEquals(List.of(false, true), put(connection, user("2", null), user("3", "D")));
    assertEquals("C", found("1").name());
    assertEquals("B", found("2").name(), "null leaves the name");
    assertEquals(List.of(), put(connection));
  }

  @Test
  void keepsEverythingOfARecord() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("first_name", "Zoë");
    fields.put("is_driver", true);
    fields.put("notes", null);
    fields.put("weight", new BigDecimal("1.50"));
    fields.put("tags", List.of("a", "b"));
    put(
        connection,
        new Entry(Resource.USER, new SourceId("1"), "Zoë K.", List.of("driver", "admin"), fields));
    var one = found("1");
    assertEquals(fields, one.fields());
    assertEquals(List.of("driver", "admin"), one.roles());
    assertEquals(connection.id(), one.connection());
    assertEquals(Samples.TSP, one.tsp());
    assertEquals("fleet-1", one.fleetRef());
    assertEquals(one.createdAt(), one.updatedAt());

    store.advance(Duration.ofSeconds(5));
    put(connection, user("1", "Z."));
    var changed = found("1");
    assertEquals("Z.", changed.name());
    assertEquals(one.roles(), changed.roles());
    assertEquals(one.fields(), changed.fields());
    assertEquals(one.createdAt(), changed.createdAt());
    assertFalse(changed.updatedAt().isBefore(one.updatedAt().plusSeconds(5)));
  }

  @Test
  void resolvesOnlyTheConnectionsOwn() {
    var other = samples.connection(connection.partner());
    put(connection, user("1", "A"));
    put(other, user("2", "B"));
    assertEquals(
        Map.of(id(connection, "1"), new Known(Resource.USER, new SourceId("1"))),
        store
            .references()
            .resolve(
                connection.id(),
                List.of(id(connection, "1"), id(other, "2"), id(connection, "3"))));
    assertEquals(Map.of(), store.references().resolve(connection.id(), List.of()));
  }

  @Test
  void findsOnlyThePartnersOwn() {
    put(connection, user("1", "A"));
    var id = id(connection, "1");
    assertEquals(Optional.empty(), store.references().find(samples.partner(), Resource.USER, id));
    assertEquals(
        Optional.empty(), store.references().find(connection.partner(), Resource.VEHICLE, id));
  }

  @Test
  void listsByEachFilterInPages() {
    var other =
        samples.connection(
            connection.partner(), new TspId("superoffice"), "fleet-2", Settings.NONE);
    put(connection, user("1", "A"), user("2", "B"), user("3", "C"));
    put(other, user("1", "D"));
    put(samples.connection(samples.partner()), user("1", "E"));
    put(connection, new Entry(Resource.VEHICLE, new SourceId("1"), "T", null, null));

    var all = list(null, List.of(), null, null, 10);
    assertEquals(4, all.size());
    assertEquals(3, list(connection, List.of(), null, null, 10).size());
    assertEquals(List.of("D"), names(list(null, List.of("fleet-2", "x"), null, null, 10)));
    assertEquals(List.of("B"), names(list(null, List.of(), "2", null, 10)));
    assertEquals(2, list(null, List.of(), "1", null, 10).size());
    assertEquals(List.of("D"), names(list(other, List.of(), "1", null, 10)));

    var seen = new ArrayList<Stored>();
    for (var page = list(null, List.of(), null, null, 3);
        !page.isEmpty();
        page = list(null, List.of(), null, seen.getLast().id(), 3)) {
      seen.addAll(page);
    }
    assertEquals(all, seen);
  }

  private static List<@Nullable String> names(List<Stored> stored) {
    return stored.stream().map(Stored::name).toList();
  }

  @Test
  void takesThousandsAtOnce() {
    var entries = new ArrayList<Entry>();
    for (var i = 0; i < 2_500; i++) {
      entries.add(user("d-" + i, "Driver " + i));
    }
    var isNew = store.references().put(connection.id(), connection.partner(), entries, store.now());
    assertEquals(2_500, isNew.stream().filter(one -> one).count());
    isNew = store.references().put(connection.id(), connection.partner(), entries, store.now());
    assertEquals(0, isNew.stream().filter(one -> one).count());
    assertEquals("Driver 2499", found("d-2499").name());
  }

  @Test
  void knowsAMessageThatTheTspGaveNoId() {
    var op = samples.message(connection);
    samples.add(op);
    var lease = samples.claim(connection);
    var done = samples.succeeded(samples.begin(op, lease), null);
    samples.record(done, lease);
    assertEquals(
        Map.of(done.resourceId(), new Known(Resource.MESSAGE, null)),
        store.references().resolve(connection.id(), List.of(done.resourceId())));
  }

  @Test
  void noMoreAreAddedThanThePartnerMayHave() {
    put(connection, user("a", "A"), user("b", "B"));
    assertEquals(Optional.empty(), within(4, user("c", null), user("d", null), user("e", null)));
    assertEquals(0, list(connection, List.of(), "c", null, 10).size(), "all or none");
    assertEquals(
        Optional.of(List.of(true, false, true)),
        within(4, user("c", null), user("a", null), user("d", null)));
    assertEquals(Optional.of(List.of(false)), within(4, user("a", "A again")));
    assertEquals(Optional.empty(), within(4, user("e", null)));
    var message = new Entry(Resource.MESSAGE, new SourceId("m"), null, null, null);
    assertEquals(Optional.of(List.of(true)), within(4, message), "messages do not count");
    var other = samples.connection(samples.partner());
    assertEquals(List.of(true), put(other, user("e", null)));
  }

  @Test
  void recordsThatAreImportedAgainAndAgainTakeNoRoom() {
    for (var i = 0; i < 9; i++) {
      assertEquals(2, within(8, user("a", "A"), user("b", "B")).orElseThrow().size());
    }
    for (var i = 0; i < 6; i++) {
      assertEquals(Optional.of(List.of(true)), within(8, user("n" + i, null)));
    }
    assertEquals(Optional.empty(), within(8, user("c", null)));
  }

  private Optional<List<Boolean>> within(int most, Entry... entries) {
    return store
        .references()
        .put(connection.id(), connection.partner(), List.of(entries), store.now(), most);
  }
}
