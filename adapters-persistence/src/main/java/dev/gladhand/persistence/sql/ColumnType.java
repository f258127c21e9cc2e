package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of columns for statements about many rows, with PostgreSQL's names. */
enum ColumnType {
  UUID("uuid", Types.OTHER),
  TEXT("text", Types.VARCHAR),
  BIGINT("int8", Types.BIGINT),
  INTEGER("int4", Types.INTEGER),
  DOUBLE("float8", Types.DOUBLE),
  BOOLEAN("bool", Types.BOOLEAN),
  TIME("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE);

  private final String sqlName;
  private final int jdbcType;

  ColumnType(String sqlName, int jdbcType) {
    this.sqlName = sqlName;
    this.jdbcType = jdbcType;
  }

  static ColumnType of(String sqlName) {
    return Arrays.stream(values())
        .filter(type -> type.sqlName.equals(sqlName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type of a column: " + sqlName));
  }

  String sqlName() {
    return sqlName;
  }

  /** The SQL of a parameter that holds the values of all rows in one column, as an array. */
  String arrayParameter() {
    return "?::" + sqlName + "[]";
  }

  void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
    if (value == null) {
      statement.setNull(place, jdbcType);
    } else {
      statement.setObject(place, value);
    }
  }

  /** Binds the values that all rows have in one column. */
  void bindAll(PreparedStatement statement, int place, List<Row> rows, int column)
      throws SQLException {
    var values = this == TEXT ? new String[rows.size()] : new Object[rows.size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = rows.get(i).value(column);
    }
    Connection connection = statement.getConnection();
    statement.setArray(place, connection.createArrayOf(sqlName, values));
  }
}
