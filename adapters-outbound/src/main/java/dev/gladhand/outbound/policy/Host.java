package dev.gladhand.outbound.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host in its normal form. Spellings that other programs read as a different address (decimal,
 * octal, hexadecimal, short, mapped, with a zone or a trailing dot) are refused.
 */
public record Host(String text, @Nullable InetAddress literal) {
  private static final Pattern OCTETS =
      Pattern.compile(
          "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(\\.(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])){3}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]{2,45}");

  public static Optional<Host> parse(String given) {
    var text = given.toLowerCase(Locale.ROOT);
    if (text.startsWith("[") && text.endsWith("]")) {
      return parseV6(text.substring(1, text.length() - 1));
    }
    if (OCTETS.matcher(text).matches()) {
      return Optional.of(new Host(text, InetAddress.ofLiteral(text)));
    }
    return isName(text) ? Optional.of(new Host(text, null)) : Optional.empty();
  }

  private static Optional<Host> parseV6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // The JDK turns an IPv4-mapped address into IPv4. It is refused, because this spelling only
      // hides the target.
      return InetAddress.ofLiteral(text) instanceof Inet6Address v6
          ? Optional.of(new Host("[" + v6.getHostAddress() + "]", v6))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return false;
    }
    var labels = text.split("\\.", -1);
    for (var label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    // If the last label is a number, some programs read the whole name as an IPv4 address.
    return !NUMBER.matcher(labels[labels.length - 1]).matches();
  }

  /** Whether the name means this machine or this network, by standard or by custom. */
  boolean isInnerName() {
    if (literal != null) {
      return false;
    }
    return text.indexOf('.') < 0
        || text.endsWith(".localhost")
        || text.endsWith(".local")
        || text.endsWith(".localdomain")
        || text.endsWith(".internal")
        || text.endsWith(".home.arpa");
  }
}
