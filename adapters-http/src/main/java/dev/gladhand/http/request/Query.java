package dev.gladhand.http.request;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.field.Texts;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.answer.Halt;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters strictly: a malformed or repeated one ends the request with a 400. */
public final class Query {
  private static final Query EMPTY = new Query(Map.of());

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads a query as it stands in a URL. */
  public static Query parse(@Nullable String raw) {
    if (raw == null || raw.isEmpty()) {
      return EMPTY;
    }
    var values = new LinkedHashMap<String, List<String>>();
    if (raw.chars().anyMatch(c -> c > '~')) {
      throw Halt.malformed("a query parameter has a character that must be percent-encoded");
    }
    for (var pair : raw.split("&", -1)) {
      var at = pair.indexOf('=');
      var name = decode(at < 0 ? pair : pair.substring(0, at));
      var value = at < 0 ? "" : decode(pair.substring(at + 1));
      values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }
    return new Query(values);
  }

  /** Reads the fields of a form, which has the syntax of a query. */
  public static Query form(byte[] body) {
    return parse(new String(body, StandardCharsets.ISO_8859_1));
  }

  /** The names of all given parameters. */
  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The parameters of these names, as a query that {@link #parse} can read. */
  public String only(List<String> names) {
    var query = new StringJoiner("&");
    for (var name : names) {
      for (var value : values.getOrDefault(name, List.of())) {
        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  public @Nullable String text(String name) {
    var given = values.get(name);
    if (given == null) {
      return null;
    }
    if (given.size() > 1) {
      throw Halt.malformed("the query parameter " + name + " is given more than once");
    }
    return given.getFirst();
  }

  /**
   * The values of a parameter that may be given up to {@code most} times; empty if it is not given.
   * More values end the request with a 400.
   */
  public List<String> texts(String name, int most) {
    var given = values.getOrDefault(name, List.of());
    if (given.size() > most) {
      throw Halt.malformed(
          "the query parameter " + name + " is given more than " + most + " times");
    }
    return given;
  }

  public boolean flag(String name) {
    return switch (text(name)) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  public int whole(String name, int least, int most, int otherwise) {
    var value = text(name);
    return value == null ? otherwise : (int) number(name, value, least, most);
  }

  public @Nullable Long whole(String name, long least, long most) {
    var value = text(name);
    return value == null ? null : number(name, value, least, most);
  }

  public <T> @Nullable T id(String name, Function<UUID, T> type) {
    var id = read(name, "a UUID", Uuids::parse);
    return id == null ? null : type.apply(id);
  }

  public @Nullable Instant moment(String name) {
    return read(name, "a time such as 2026-01-31T12:00:00Z", Moments::parse);
  }

  /**
   * The value of a parameter, which must be one of {@code choices}; null if the parameter is not
   * given. Any other value ends the request with a 400.
   */
  public @Nullable String choice(String name, String... choices) {
    var all = List.of(choices);
    return read(name, "one of " + String.join(", ", all), text -> all.contains(text) ? text : null);
  }

  /**
   * The value of a parameter as {@code reader} converts it; null if the parameter is not given. If
   * the reader returns null or throws {@link IllegalArgumentException}, the request ends with a
   * 400.
   *
   * @param what what the value must be, in the words of the error text
   */
  public <T> @Nullable T read(String name, String what, Function<String, @Nullable T> reader) {
    var value = text(name);
    if (value == null) {
      return null;
    }
    try {
      var read = reader.apply(value);
      if (read != null) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      // Handled below, like a value that the reader refuses.
    }
    throw wrong(name, what);
  }

  private static long number(String name, String value, long least, long most) {
    var digits = value.length() <= 18 && value.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && !value.isEmpty()) {
      var number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  private static Halt wrong(String name, String what) {
    return Halt.malformed("the query parameter " + name + " must be " + what);
  }

  private static String decode(String raw) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    var bytes = ByteBuffer.allocate(raw.length());
    for (var i = 0; i < raw.length(); i++) {
      var c = raw.charAt(i);
      if (c == '%') {
        bytes.put((byte) escaped(raw, i));
        i += 2;
      } else if (c == '+') {
        bytes.put((byte) ' ');
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (Texts.storable(text)) {
        return text;
      }
      throw Halt.malformed("a query parameter contains NUL");
    } catch (CharacterCodingException e) {
      throw Halt.malformed("a query parameter is not valid UTF-8");
    }
  }

  private static int escaped(String raw, int at) {
    var high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
    var low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw Halt.malformed("a query parameter has a malformed percent-encoding");
    }
    return high << 4 | low;
  }
}
