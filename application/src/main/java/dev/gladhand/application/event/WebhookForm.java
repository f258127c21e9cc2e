package dev.gladhand.application.event;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.Texts;
import dev.gladhand.domain.payload.Uuids;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a subscription and notes every fault of it. Not thread-safe: one for each body.
 */
final class WebhookForm {
  static final String URL = "url";
  static final String EVENT_NAME = "event_name";
  static final String SECRET = "secret";
  static final String FILTERS = "filters";

  private static final Set<String> NAMES = Set.of(URL, EVENT_NAME, SECRET, FILTERS);
  private static final Set<String> FILTER_NAMES =
      Set.of("fleet_refs", "connection_ids", "resources", "modes");
  private static final int LEAST_SECRET = 12;
  private static final int LONGEST_SECRET = 256;
  private static final int LONGEST_URL = 2_048;
  private static final int MOST_ITEMS = 100;
  private static final int LONGEST_FLEET_REF = 255;

  private final Map<String, ? extends @Nullable Object> body;
  private final Faults faults = new Faults();
  private final UrlRule rule;

  WebhookForm(Map<String, ? extends @Nullable Object> body, UrlRule rule) {
    this.body = body;
    this.rule = rule;
    unknown(body, NAMES, faults);
  }

  Faults faults() {
    return faults;
  }

  boolean has(String name) {
    return body.containsKey(name);
  }

  /** The URL, or null with a fault noted. */
  @Nullable URI url() {
    var at = faults.at(URL);
    var url = text(URL);
    if (url == null) {
      return null;
    }
    if (url.length() > LONGEST_URL) {
      return at.add(url, "must have at most " + LONGEST_URL + " characters", "string_too_long");
    }
    var objection = rule.objection(url);
    return objection.isPresent()
        ? at.add(url, objection.get(), "url_not_allowed")
        : URI.create(url);
  }

  /** The pattern, or null with a fault noted. */
  @Nullable EventPattern pattern() {
    var name = text(EVENT_NAME);
    if (name == null) {
      return null;
    }
    var pattern = EventPattern.ofWire(name).orElse(null);
    return pattern != null
        ? pattern
        : faults.at(EVENT_NAME).add(name, "must be one of " + EventPattern.all(), "enum");
  }

  private @Nullable String text(String name) {
    return switch (body.get(name)) {
      case String text -> text;
      case null -> faults.at(name).add(null, "is required", "required");
      case Object other -> faults.at(name).add(other, "must be a string", "string_type");
    };
  }

  /** The secret; null when none is given, or with a fault noted. The fault never repeats it. */
  @Nullable WebhookSecret secret() {
    var at = faults.at(SECRET);
    return switch (body.get(SECRET)) {
      case null -> null;
      case String text when text.length() < LEAST_SECRET || text.length() > LONGEST_SECRET ->
          at.add(
              "*****",
              "must have " + LEAST_SECRET + " to " + LONGEST_SECRET + " characters",
              "string_length");
      case String text when !Texts.storable(text) ->
          at.add("*****", "must not contain NUL or a lone surrogate", "string_invalid");
      case String text when WebhookSecret.unreadable(text, LEAST_SECRET) ->
          at.add(
              "*****",
              "must be base64 of at least " + LEAST_SECRET + " bytes after whsec_",
              "string_pattern");
      case String text -> new WebhookSecret(text);
      case Object _ -> at.add("*****", "must be a string", "string_type");
    };
  }

  /** A secret in the place of another: none is not among them. */
  @Nullable WebhookSecret newSecret() {
    return body.get(SECRET) == null
        ? faults.at(SECRET).add(null, "must be a string", "string_type")
        : secret();
  }

  Filters filters() {
    return switch (body.get(FILTERS)) {
      case null -> Filters.NONE;
      case Map<?, ?> map -> filters(map);
      case Object other -> {
        faults.at(FILTERS).add(other, "must be an object", "object_type");
        yield Filters.NONE;
      }
    };
  }

  private Filters filters(Map<?, ?> map) {
    var at = faults.at(FILTERS);
    unknown(map, FILTER_NAMES, at);
    return new Filters(
        list(map, "fleet_refs", at, WebhookForm::fleetRef),
        list(map, "connection_ids", at, WebhookForm::connection),
        list(map, "resources", at, WebhookForm::resource),
        list(map, "modes", at, WebhookForm::mode));
  }

  private static void unknown(Map<?, ?> map, Set<String> known, Faults at) {
    map.forEach(
        (key, value) -> {
          if (!known.contains(String.valueOf(key))) {
            var shown = SECRET.equals(key) ? "*****" : value;
            at.at(String.valueOf(key)).add(shown, "is not a field of this body", "unknown_field");
          }
        });
  }

  private static <T> List<T> list(
      Map<?, ?> map, String name, Faults filters, BiFunction<String, Faults, @Nullable T> read) {
    var at = filters.at(name);
    var value = map.get(name);
    var found = new ArrayList<T>();
    if (value instanceof List<?> items) {
      if (items.isEmpty() || items.size() > MOST_ITEMS) {
        at.add(
            items.size(),
            "must have 1 to " + MOST_ITEMS + " items; null or absent filters nothing",
            "array_length");
        return found;
      }
      for (var i = 0; i < items.size(); i++) {
        var item = at.at(Integer.toString(i));
        var one =
            items.get(i) instanceof String text
                ? read.apply(text, item)
                : item.<T>add(items.get(i), "must be a string", "string_type");
        if (one != null) {
          found.add(one);
        }
      }
    } else if (value != null) {
      at.add(value, "must be an array", "array_type");
    }
    return found;
  }

  private static @Nullable String fleetRef(String text, Faults at) {
    if (!Texts.storable(text)) {
      return at.add(text, "must not contain NUL or a lone surrogate", "string_invalid");
    }
    return text.isEmpty() || text.length() > LONGEST_FLEET_REF
        ? at.add(text, "must have 1 to " + LONGEST_FLEET_REF + " characters", "string_length")
        : text;
  }

  private static @Nullable ConnectionId connection(String text, Faults at) {
    var id = Uuids.parse(text);
    return id == null ? at.add(text, "must be a UUID", "uuid") : new ConnectionId(id);
  }

  private static @Nullable Resource resource(String text, Faults at) {
    var found = Resource.ofWire(text);
    return found.isPresent()
        ? found.get()
        : at.add(text, "must be one of " + wires(Resource.values()), "enum");
  }

  private static @Nullable Mode mode(String text, Faults at) {
    return Stream.of(Mode.values())
        .filter(mode -> mode.wire().equals(text))
        .findFirst()
        .orElseGet(() -> at.add(text, "must be one of " + wires(Mode.values()), "enum"));
  }

  private static String wires(Enum<?>[] values) {
    return String.join(
        ", ", Stream.of(values).map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
  }
}
