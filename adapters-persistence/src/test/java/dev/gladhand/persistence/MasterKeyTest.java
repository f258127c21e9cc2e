package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.key.KeyWraps;
import dev.gladhand.application.key.KeyWraps.Job;
import dev.gladhand.application.key.KeyWraps.Status;
import dev.gladhand.application.key.KeyWraps.Step;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.persistence.secret.Interleaved;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.SqlKeyWraps;
import dev.gladhand.testkit.store.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets outlive a change of the master key, on each database. */
@ParameterizedClass
@EnumSource(StoreTest.On.class)
final class MasterKeyTest {
  private static final MasterKeys A = new MasterKeys(key(1), List.of());
  private static final MasterKeys A_THEN_B = new MasterKeys(key(2), List.of(key(1)));
  private static final MasterKeys B_STILL_A = new MasterKeys(key(1), List.of(key(2)));
  private static final MasterKeys B = new MasterKeys(key(2), List.of());
  private static final String SIGNING = "signing";

  private final StoreTest.On on;
  private TestDatabase test;
  private SqlStore before;
  private KeyWraps wraps;

  MasterKeyTest(StoreTest.On on) {
    this.on = on;
  }

  private static byte[] key(int first) {
    var key = new byte[32];
    key[0] = (byte) first;
    return key;
  }

  @BeforeEach
  void open() {
    test = on == StoreTest.On.H2 ? TestDatabase.h2() : TestDatabase.postgresql();
    before = store(A);
    wraps = wraps(A_THEN_B);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private SqlStore store(MasterKeys keys) {
    return test.context().store(keys, _ -> Optional.of(SqlFixture.SETTINGS));
  }

  private KeyWraps wraps(MasterKeys keys) {
    return new SqlKeyWraps(test.database(), keys);
  }

  private List<Connection> connections(int count) {
    var samples = new Samples(new SpeedStore(before));
    var partner = samples.partner();
    var connections = new ArrayList<Connection>();
    for (var i = 0; i < count; i++) {
      connections.add(samples.connection(partner));
    }
    return connections;
  }

  private static String token(SqlStore store, Connection connection) {
    return String.valueOf(
        store
            .connections()
            .credentials(connection.id())
            .orElseThrow()
            .json()
            .get(Samples.TOKEN.name()));
  }

  private Step untilItEnds(int most) {
    var step = Step.MORE;
    for (var i = 0; i < 100 && step == Step.MORE; i++) {
      step = wraps.step(most);
    }
    return step;
  }

  @Test
  void everySecretIsWrappedByTheNewKeyAndNeedsTheEarlierOneNoMore() {
    var connections = connections(5);
    before.secrets().findOrMake(SIGNING, () -> bytes("canary"));
    assertEquals(Map.of(wraps(A).current(), 6L), wraps.wraps());
    assertEquals(new Job(Status.IDLE, 0), wraps.job());
    assertEquals(Step.NOTHING, wraps.step(3));

    assertTrue(wraps.start());
    assertFalse(wraps.start(), "it is under way");
    assertEquals(Step.MORE, wraps.step(3));
    assertEquals(new Job(Status.RUNNING, 3), wraps.job());
    var both = store(A_THEN_B);
    connections.forEach(one -> assertEquals("token-of-" + one.id(), token(both, one)));
    assertEquals(Step.ENDED, untilItEnds(3));
    assertEquals(new Job(Status.DONE, 6), wraps.job());
    assertEquals(Map.of(wraps.current(), 6L), wraps.wraps());

    var after = store(B);
    for (var one : connections) {
      assertEquals("token-of-" + one.id(), token(after, one));
      assertEquals(1, after.connections().credentials(one.id()).orElseThrow().version());
    }
    assertArrayEquals(bytes("canary"), after.secrets().find(SIGNING).orElseThrow());
    assertThrows(IllegalStateException.class, () -> token(before, connections.getFirst()));
  }

  @Test
  void aSecretThatWasChangedMeanwhileIsNotWrittenOver() {
    var changed = connections(1).getFirst();
    wraps.start();
    var rows = new Interleaved(test.database(), A_THEN_B);
    rows.rewrap(
        SealedTable.CONNECTIONS,
        () ->
            before
                .connections()
                .renew(changed.id(), 1, _ -> Optional.of(Samples.credentials("renewed"))));
    assertEquals(0, rows.rewrapped());
    assertEquals("renewed", token(before, changed));
    assertEquals(Step.ENDED, untilItEnds(3));
    assertEquals("renewed", token(store(B), changed));
    assertEquals(2, store(B).connections().credentials(changed.id()).orElseThrow().version());
  }

  @Test
  void aSecretThatDoesNotOpenIsLeftAndTold() {
    var connections = connections(3);
    var broken = connections.get(1).id();
    test.execute(
        "update connection_secret set wrapped_key = 'AAAA' || wrapped_key where connection_id = '"
            + broken
            + "'");
    wraps.start();
    assertEquals(Step.ENDED, untilItEnds(1));
    assertEquals(new Job(Status.FAILED, 2), wraps.job());
    assertEquals(1, wraps.wraps().get(wraps(A).current()));
    assertEquals(
        "token-of-" + connections.getFirst().id(), token(store(B), connections.getFirst()));
    assertTrue(wraps.start(), "it can be asked for again");
  }

  @Test
  void aNodeThatHasAnotherCurrentKeyLeavesTheJobAlone() {
    connections(2);
    wraps.start();
    var other = wraps(B_STILL_A);
    assertEquals(Step.NOTHING, other.step(10));
    assertEquals(new Job(Status.IDLE, 0), other.job());
    assertEquals(Step.ENDED, untilItEnds(10));
  }

  @Test
  void whatIsSealedUnderTheEarlierKeyMeanwhileIsLookedAtAgain() {
    connections(1);
    wraps.start();
    assertEquals(Step.MORE, wraps.step(10));
    connections(1);
    assertEquals(Step.LATER, untilItEnds(10));
    assertEquals(Status.RUNNING, wraps.job().status());
    assertEquals(Step.ENDED, untilItEnds(10));
    assertEquals(new Job(Status.DONE, 2), wraps.job());
  }

  /** Where it fails, the new table is to stand in {@link SealedTable}. */
  @Test
  void everyTableWithASealedSecretIsKnown() {
    assertEquals(known(), sealed());
    test.execute(
        "create table forgotten (id uuid primary key, key_id varchar, wrapped_key varchar, sealed varchar)");
    assertEquals(Set.of("key_id", "sealed", "wrapped_key"), sealed().get("forgotten"));
  }

  private static Map<String, Set<String>> known() {
    var known = new TreeMap<String, Set<String>>();
    Arrays.stream(SealedTable.values())
        .forEach(table -> known.put(table.table(), Set.of("key_id", "sealed", "wrapped_key")));
    return known;
  }

  /** The columns of sealed texts and of keys, whatever else their names say, by table. */
  private Map<String, Set<String>> sealed() {
    return test.database()
        .read(
            sql -> {
              var found = new TreeMap<String, Set<String>>();
              try (var statement =
                      sql.prepareStatement(
                          """
                          select lower(table_name), lower(column_name) from information_schema.columns
                          where lower(table_schema) = 'public' and (lower(column_name) like '%sealed%'
                            or lower(column_name) like '%wrapped%' or lower(column_name) = 'key_id')
                            and lower(table_name) <> 'rewrap_job'""");
                  var rows = statement.executeQuery()) {
                while (rows.next()) {
                  found
                      .computeIfAbsent(rows.getString(1), _ -> new TreeSet<>())
                      .add(rows.getString(2));
                }
              }
              return found;
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
