package dev.gladhand.http.reference;

import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import dev.gladhand.http.request.RequestJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the entries of an import: a JSON array, or one JSON value a line. */
final class ImportBody {
  static final String LINES = "application/x-ndjson";

  private ImportBody() {}

  static List<? extends @Nullable Object> of(Call call) {
    if (call.mediaType().equals(LINES)) {
      return Computing.run(call.length(), () -> lines(call.bytes()));
    }
    var json = call.json();
    if (json instanceof List<?> list) {
      return list;
    }
    throw Halt.invalid(json, "must be a JSON array", "array_type");
  }

  /** Reads one value a line; blank lines are ignored. */
  private static List<@Nullable Object> lines(byte[] body) {
    var values = new ArrayList<@Nullable Object>();
    var begin = 0;
    var line = 0;
    while (begin < body.length) {
      var end = begin;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      line++;
      // One more than the limit is enough to detect too many.
      if (!blank(body, begin, end) && values.size() <= ImportReferences.MOST) {
        values.add(read(Arrays.copyOfRange(body, begin, end), line));
      }
      begin = end + 1;
    }
    return values;
  }

  private static @Nullable Object read(byte[] text, int line) {
    try {
      return RequestJson.read(text);
    } catch (Halt halt) {
      throw Halt.malformed("line " + line + ": " + halt.detail());
    }
  }

  private static boolean blank(byte[] body, int begin, int end) {
    for (var i = begin; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
