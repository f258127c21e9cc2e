package dev.gladhand.console.connection;

import dev.gladhand.console.page.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * References as comma-separated values (RFC 4180), with the names of the columns in the first line;
 * semicolons separate, too, where that line has them alone.
 *
 * @param items as the API's import has them
 * @param lines on which line each of them begins, counted from one
 */
record ReferenceCsv(List<Map<String, Object>> items, List<Integer> lines) {
  static final List<String> COLUMNS = List.of("resource", "source_id", "name", "roles");

  private static final Pattern FAULT = Pattern.compile("(\\d{1,9})(?:\\.(.*))?");

  /** One line of a table; a cell in quotes may go over several. */
  private record Row(int line, List<String> cells) {
    boolean blank() {
      return cells.size() == 1 && cells.getFirst().isBlank();
    }
  }

  /** Throws a 422 that names the line where it is no such table. */
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

  /** An empty cell is a member that is absent; several roles have blanks between them. */
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

  /** Where a fault of the import is: its path begins with the number of an item. */
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
