package dev.gladhand.console.connection;

import dev.gladhand.console.page.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * References as comma-separated values (RFC 4180). The first line has the names of the columns; if
 * it contains semicolons and no commas, semicolons separate the values.
 *
 * @param items the items in the form of the API's import
 * @param lines the line on which each item begins, counted from one
 */
record ReferenceCsv(List<Map<String, Object>> items, List<Integer> lines) {
  static final List<String> COLUMNS = List.of("resource", "source_id", "name", "roles");

  private static final Pattern FAULT = Pattern.compile("(\\d{1,9})(?:\\.(.*))?");

  /** A row of a table; a quoted cell may span several lines. */
  private record Row(int line, List<String> cells) {
    boolean blank() {
      return cells.size() == 1 && cells.getFirst().isBlank();
    }
  }

  /** Reads a table. Throws a 422 with the line of the fault if it is malformed. */
  static ReferenceCsv read(String text) {
    var rows = rows(text.startsWith("\uFEFF") ? text.substring(1) : text);
    rows.removeIf(Row::blank);
    if (rows.isEmpty()) {
      throw new Stop(422, "There is no line. Choose a file, or type lines.");
    }
    var columns = rows.getFirst().cells().stream().map(String::strip).toList();
    for (var column : columns) {
      if (!COLUMNS.contains(column) || columns.indexOf(column) != columns.lastIndexOf(column)) {
        throw at(
            rows.getFirst().line(),
            "the columns must be of " + String.join(", ", COLUMNS) + ", each once: " + column);
      }
    }
    var items = new ArrayList<Map<String, Object>>();
    var lines = new ArrayList<Integer>();
    for (var row : rows.subList(1, rows.size())) {
      if (row.cells().size() != columns.size()) {
        throw at(
            row.line(),
            row.cells().size() + " cells, where there are " + columns.size() + " columns");
      }
      items.add(item(columns, row.cells()));
      lines.add(row.line());
    }
    return new ReferenceCsv(List.copyOf(items), List.copyOf(lines));
  }

  /**
   * A row as an item of the import. An empty cell is an absent member; several roles are separated
   * by blanks.
   */
  private static Map<String, Object> item(List<String> columns, List<String> cells) {
    var item = new LinkedHashMap<String, Object>();
    for (var i = 0; i < columns.size(); i++) {
      var cell = cells.get(i).strip();
      if (!cell.isEmpty()) {
        var column = columns.get(i);
        item.put(column, column.equals("roles") ? List.of(cell.split("\\s+", -1)) : cell);
      }
    }
    return item;
  }

  /**
   * The message for a fault of the import. The path of the fault begins with the number of an item;
   * the message names instead the line on which that item begins.
   */
  String told(String path, String message) {
    var found = FAULT.matcher(path);
    if (!found.matches() || Integer.parseInt(found.group(1)) >= lines.size()) {
      return message;
    }
    var member = found.group(2) == null ? "" : found.group(2) + " ";
    return "line " + lines.get(Integer.parseInt(found.group(1))) + ": " + member + message;
  }

  private static Stop at(int line, String why) {
    return new Stop(422, "line " + line + ": " + why);
  }

  private static List<Row> rows(String text) {
    var head = text.lines().findFirst().orElse("");
    var separator = head.contains(";") && !head.contains(",") ? ';' : ',';
    var rows = new ArrayList<Row>();
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var line = 1;
    var begun = 1;
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      if (quoted) {
        var twice = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (c == '"' && !twice) {
          quoted = false;
        } else {
          cell.append(c);
          i += twice ? 1 : 0;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == separator) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (c == '\n') {
        cells.add(cell.toString());
        rows.add(new Row(begun, List.copyOf(cells)));
        cells.clear();
        cell.setLength(0);
        begun = line;
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw at(begun, "a quote is not closed");
    }
    cells.add(cell.toString());
    rows.add(new Row(begun, List.copyOf(cells)));
    return rows;
  }
}
