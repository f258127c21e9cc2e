package dev.gladhand.benchmarks;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.persistence.StoreContext;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * Compares ways to insert a batch of operations into PostgreSQL: arrays with and without {@code on
 * conflict}, arrays in binary form, rows of values, and {@code copy}. One thread inserts, each
 * batch in its own transaction. Start it with {@code scripts/benchmark BatchWays [rows] [seconds]
 * [rounds]}, where {@code rows} is the size of a batch.
 */
public final class BatchWays {
  private static final String COLUMNS =
      "id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, payload, created_at";
  private static final String[] TYPES = {
    "uuid", "uuid", "uuid", "text", "text", "text", "text", "text", "text", "timestamptz"
  };
  private static final String ARRAYS =
      "insert into way (%s) select * from unnest(%s)"
          .formatted(
              COLUMNS,
              java.util.Arrays.stream(TYPES)
                  .map(type -> "?::" + type + "[]")
                  .collect(Collectors.joining(", ")));

  /** Microseconds between 1970 and PostgreSQL's epoch. */
  private static final long EPOCH = 946_684_800_000_000L;

  /** A way to insert a batch. */
  @FunctionalInterface
  private interface Way {
    void insert(Connection connection, List<Object[]> rows) throws SQLException, IOException;
  }

  private BatchWays() {}

  public static void main(String[] args) throws IOException, SQLException {
    var size = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    var seconds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    var rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    var ways = new LinkedHashMap<String, Way>();
    ways.put("arrays", BatchWays::arrays);
    ways.put("arrays, all new", BatchWays::newArrays);
    ways.put("arrays, ids and times binary", BatchWays::binaryArrays);
    ways.put("rows of values", BatchWays::values);
    ways.put("copy, text", BatchWays::copyText);
    ways.put("copy, binary", BatchWays::copyBinary);
    try (var server = new Database()) {
      var url = server.fresh();
      StoreContext.open(url, "postgres", "postgres").close();
      // The numbers are those of the types uuid[] and timestamptz[].
      try (var connection =
          DriverManager.getConnection(
              url + "&binaryTransferEnable=2951,1185", "postgres", "postgres")) {
        execute(connection, "create table way (like operation including all)");
        for (var round = 0; round <= rounds; round++) {
          for (var way : ways.entrySet()) {
            execute(connection, "truncate way");
            measure(url, connection, round, way.getKey(), way.getValue(), size, seconds);
          }
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void measure(
      String url, Connection connection, int round, String name, Way way, int size, int seconds)
      throws SQLException, IOException {
    var threads = ManagementFactory.getThreadMXBean();
    var walBefore = wal(connection);
    var serverBefore = Database.processor(url);
    var spent = 0L;
    var here = 0L;
    var count = 0;
    var end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    connection.setAutoCommit(false);
    while (System.nanoTime() < end) {
      var rows = rows(size);
      var began = System.nanoTime();
      var cpu = threads.getCurrentThreadCpuTime();
      way.insert(connection, rows);
      connection.commit();
      here += threads.getCurrentThreadCpuTime() - cpu;
      spent += System.nanoTime() - began;
      count += size;
    }
    connection.setAutoCommit(true);
    System.out.printf(
        Locale.ROOT,
        "%s %-30s %,7.0f/s, %5.2f ms a batch; processor %4.1f us here, %4.1f us in the server, %,d bytes of the log a row%n",
        round == 0 ? "(warm-up)" : "round " + round,
        name,
        count * 1e9 / spent,
        spent / 1e6 * size / count,
        here / 1e3 / count,
        Database.processor(url).minus(serverBefore).toNanos() / 1e3 / count,
        (wal(connection) - walBefore) / count);
  }

  private static long wal(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select pg_current_wal_insert_lsn() - '0/0'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<Object[]> rows(int size) {
    var rows = new ArrayList<Object[]>();
    var random = ThreadLocalRandom.current();
    for (var i = 0; i < size; i++) {
      var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      rows.add(
          new Object[] {
            TimeOrderedIds.at(now, random),
            new UUID(7, 1),
            new UUID(7, 100 + i % 50),
            "samsara",
            "fleet-" + i % 50,
            "async",
            "message",
            "create",
            "{\"recipient_id\":{\"id\":\"%s\",\"source_id\":\"77\"},\"message_text\":\"Gate 4, dock 12; ring twice\"}"
                .formatted(UUID.randomUUID()),
            now.atOffset(ZoneOffset.UTC)
          });
    }
    return rows;
  }

  private static void arrays(Connection connection, List<Object[]> rows) throws SQLException {
    arrays(connection, rows, ARRAYS + " on conflict do nothing");
  }

  private static void newArrays(Connection connection, List<Object[]> rows) throws SQLException {
    arrays(connection, rows, ARRAYS);
  }

  private static void arrays(Connection connection, List<Object[]> rows, String text)
      throws SQLException {
    try (var statement = connection.prepareStatement(text)) {
      for (var column = 0; column < TYPES.length; column++) {
        var type = TYPES[column];
        var values = type.equals("text") ? new String[rows.size()] : new Object[rows.size()];
        for (var i = 0; i < values.length; i++) {
          values[i] = rows.get(i)[column];
        }
        statement.setArray(column + 1, connection.createArrayOf(type, values));
      }
      statement.execute();
    }
  }

  private static void binaryArrays(Connection connection, List<Object[]> rows) throws SQLException {
    try (var statement = connection.prepareStatement(ARRAYS + " on conflict do nothing")) {
      for (var column = 0; column < TYPES.length; column++) {
        if (TYPES[column].equals("text")) {
          var values = new String[rows.size()];
          for (var i = 0; i < values.length; i++) {
            values[i] = (String) rows.get(i)[column];
          }
          statement.setArray(column + 1, connection.createArrayOf("text", values));
        } else {
          statement.setObject(column + 1, new BinaryArray(rows, column));
        }
      }
      statement.execute();
    }
  }

  private static void values(Connection connection, List<Object[]> rows) throws SQLException {
    var row = "(" + "?, ".repeat(TYPES.length - 1) + "?)";
    var text =
        "insert into way (%s) values %s on conflict do nothing"
            .formatted(COLUMNS, (row + ", ").repeat(rows.size() - 1) + row);
    try (var statement = connection.prepareStatement(text)) {
      var place = 1;
      for (var values : rows) {
        for (var value : values) {
          statement.setObject(place++, value);
        }
      }
      statement.execute();
    }
  }

  private static void copyText(Connection connection, List<Object[]> rows)
      throws SQLException, IOException {
    var text = new StringBuilder();
    for (var row : rows) {
      for (var column = 0; column < row.length; column++) {
        text.append(column == 0 ? "" : "\t")
            .append(row[column].toString().replace("\\", "\\\\").replace("\t", "\\t"));
      }
      text.append('\n');
    }
    copy(connection, "", text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void copyBinary(Connection connection, List<Object[]> rows)
      throws SQLException, IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
    out.writeInt(0);
    out.writeInt(0);
    for (var row : rows) {
      out.writeShort(row.length);
      for (var value : row) {
        writeValue(out, value);
      }
    }
    out.writeShort(-1);
    copy(connection, " with (format binary)", bytes.toByteArray());
  }

  private static void copy(Connection connection, String format, byte[] bytes) throws SQLException {
    var copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy way (" + COLUMNS + ") from stdin" + format);
    copy.writeToCopy(bytes, 0, bytes.length);
    copy.endCopy();
  }

  /** Writes a value in PostgreSQL's binary form, after its length. */
  private static void writeValue(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case UUID id -> {
        out.writeInt(16);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
      }
      case java.time.OffsetDateTime time -> {
        out.writeInt(8);
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()) - EPOCH);
      }
      default -> {
        var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  /** A column as an array in PostgreSQL's binary form. */
  private static final class BinaryArray extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;
    private static final int UUID_TYPE = 2950;
    private static final int TIME_TYPE = 1184;

    private final byte[] bytes;

    BinaryArray(List<Object[]> rows, int column) throws SQLException {
      var ids = TYPES[column].equals("uuid");
      setType(ids ? "_uuid" : "_timestamptz");
      setValue("{}");
      var made = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(made)) {
        out.writeInt(1);
        out.writeInt(0);
        out.writeInt(ids ? UUID_TYPE : TIME_TYPE);
        out.writeInt(rows.size());
        out.writeInt(1);
        for (var row : rows) {
          writeValue(out, row[column]);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bytes = made.toByteArray();
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
      throw new UnsupportedOperationException("it is only sent");
    }

    @Override
    public int lengthInBytes() {
      return bytes.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
      ByteBuffer.wrap(target).put(offset, bytes);
    }
  }
}
