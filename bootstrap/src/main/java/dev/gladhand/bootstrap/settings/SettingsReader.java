package dev.gladhand.bootstrap.settings;

import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings by the names of their environment variables, and collects what is wrong with them
 * without repeating a value.
 */
public final class SettingsReader {
  private static final String PREFIX = "GLADHAND_";
  private static final int KEY_BYTES = 32;
  private static final int LAST_PORT = 65_535;
  // A hundred years, which still fits as a number of nanoseconds.
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern TARGET =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}");

  private final PropertyResolver properties;
  private final Map<String, String> asWritten;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param properties properties whose values may refer to others, such as those of a configuration
   *     file
   * @param asWritten values from the environment, by property name. They take precedence and are
   *     used exactly as written, because a secret may have any characters
   */
  SettingsReader(PropertyResolver properties, Map<String, String> asWritten) {
    this.properties = properties;
    this.asWritten = Map.copyOf(asWritten);
  }

  /** The name of the property that belongs to one of the gateway's environment variables. */
  static String property(String variable) {
    return "gladhand."
        + variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The values of the gateway's variables in an environment, by the name of their property. */
  public static Map<String, String> ofEnvironment(Map<String, String> environment) {
    var ours = new HashMap<String, String>();
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(PREFIX)) {
            ours.put(property(variable), value);
          }
        });
    return ours;
  }

  /**
   * The name under which a setting is set: the current name or the earlier one; if it is set under
   * neither, the current name. Faults of the setting are reported under this name.
   */
  String spelling(String name, String earlierName) {
    return text(name) == null && text(earlierName) != null ? earlierName : name;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The value of a variable; null if it is missing or blank. */
  @Nullable String text(String variable) {
    return find(variable).orElse(null);
  }

  String text(String variable, String otherwise) {
    return find(variable).orElse(otherwise);
  }

  Duration duration(String variable, Duration otherwise) {
    var text = text(variable);
    if (text == null) {
      return otherwise;
    }
    var duration = Durations.parse(text);
    if (duration == null || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      fault(
          variable,
          "must be a duration above zero and at most 876000h, such as 200ms, 5s, 5m or 24h");
      return otherwise;
    }
    return duration;
  }

  List<Duration> durations(String variable, List<Duration> otherwise) {
    var text = text(variable);
    if (text == null) {
      return otherwise;
    }
    var all = new ArrayList<Duration>();
    for (var part : text.split(",", -1)) {
      var duration = Durations.parse(part);
      if (duration == null || duration.compareTo(LONGEST) > 0) {
        fault(variable, "must be durations separated by commas, such as 0s,5s,5m");
        return otherwise;
      }
      all.add(duration);
    }
    return List.copyOf(all);
  }

  int number(String variable, int otherwise, int min, int max) {
    var text = text(variable);
    if (text == null) {
      return otherwise;
    }
    try {
      var number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The fault is reported below, in the same words as for a number out of range.
    }
    fault(variable, "must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  int port(String variable, int otherwise) {
    return number(variable, otherwise, 0, LAST_PORT);
  }

  /** Adds a fault if the variable has an address on which this machine cannot listen. */
  void host(String variable) {
    var text = text(variable);
    if (text != null && !isOurs(text)) {
      fault(variable, "must be an address of this machine, or 0.0.0.0 for all of them");
    }
  }

  private static boolean isOurs(String host) {
    try {
      for (var address : InetAddress.getAllByName(host)) {
        if (address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || NetworkInterface.getByInetAddress(address) != null) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  byte @Nullable [] key(String variable) {
    var text = text(variable);
    if (text == null) {
      return null;
    }
    var key = decoded(text);
    if (key == null) {
      fault(
          variable,
          "must be base64 of " + KEY_BYTES + " bytes (openssl rand -base64 32 makes one)");
    }
    return key;
  }

  /**
   * The keys of a list with commas; empty if the variable is missing or one of its keys is wrong.
   */
  List<byte[]> keys(String variable) {
    var text = text(variable);
    var keys = new ArrayList<byte[]>();
    if (text == null) {
      return keys;
    }
    for (var part : text.split(",", -1)) {
      var key = decoded(part.strip());
      if (key == null) {
        fault(variable, "must be base64 of " + KEY_BYTES + " bytes each, separated by commas");
        return List.of();
      }
      keys.add(key);
    }
    return keys;
  }

  /**
   * The decoded key; null if the text is not base64 of 32 bytes. The decoder's exception is not
   * passed on, because it would repeat a part of the key.
   */
  private static byte @Nullable [] decoded(String text) {
    try {
      var key = Base64.getDecoder().decode(text);
      return key.length == KEY_BYTES ? key : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Reads a list of exact {@code host:port} pairs, and returns them in lower case. */
  List<String> targets(String variable) {
    var text = text(variable);
    if (text == null) {
      return List.of();
    }
    var targets = new ArrayList<String>();
    for (var part : text.split(",", -1)) {
      var target = part.strip();
      if (!TARGET.matcher(target).matches() || !isPort(target)) {
        fault(variable, "must be host:port pairs separated by commas");
        return List.of();
      }
      targets.add(target.toLowerCase(Locale.ROOT));
    }
    return List.copyOf(targets);
  }

  private static boolean isPort(String target) {
    var port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    return port > 0 && port <= LAST_PORT;
  }

  boolean flag(String variable) {
    var text = text(variable, "false");
    if (!text.equals("true") && !text.equals("false")) {
      fault(variable, "must be true or false");
    }
    return text.equals("true");
  }

  /**
   * Reads an absolute https URL, or an http URL of a loopback address, which only this machine can
   * answer.
   */
  @Nullable String safeAddress(String variable) {
    return address(
        variable,
        WebAddress::isSafe,
        "must be an absolute https URL (http only of a loopback address)");
  }

  /** Reads an absolute http or https URL without a query, to which paths can be appended. */
  @Nullable String baseAddress(String variable) {
    return address(
        variable,
        WebAddress::isBase,
        "must be an absolute http or https URL whose path has plain segments only, without query");
  }

  private @Nullable String address(String variable, Predicate<String> right, String what) {
    var text = text(variable);
    if (text == null || right.test(text)) {
      return text;
    }
    fault(variable, what);
    return null;
  }

  void fault(String variable, String what) {
    faults.add(variable + ": " + what);
  }

  /** Adds a fault of the variable, unless one has already been added for it. */
  void faultOnce(String variable, String what) {
    if (faults.stream().noneMatch(known -> known.startsWith(variable + ": "))) {
      fault(variable, what);
    }
  }

  private Optional<String> find(String variable) {
    var property = property(variable);
    return Optional.ofNullable(asWritten.get(property))
        .or(() -> properties.getProperty(property, String.class))
        .filter(text -> !text.isBlank())
        .map(String::strip);
  }
}
