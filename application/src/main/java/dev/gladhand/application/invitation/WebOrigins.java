package dev.gladhand.application.invitation;

import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.domain.connection.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides to which addresses a fleet's browser may be sent. Only addresses with https are allowed,
 * and those with http whose host and port the operator permits. Thread-safe.
 */
public final class WebOrigins {
  private final OperatorTargets targets;

  public WebOrigins(OperatorTargets targets) {
    this.targets = targets;
  }

  /**
   * The origin in its normal form, if the text is an allowed origin and nothing else; empty
   * otherwise.
   */
  public Optional<String> origin(String text) {
    var url = parse(text);
    if (url == null || url.getRawQuery() != null) {
      return Optional.empty();
    }
    var isBare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
    return isBare ? Optional.of(spell(url)) : Optional.empty();
  }

  /**
   * Whether a browser may be sent to the address.
   *
   * @param registered origins in the form of {@link #origin}
   */
  public boolean mayLeadTo(String address, Collection<String> registered) {
    var url = parse(address);
    return url != null && registered.contains(spell(url));
  }

  /** The origin of an address that was checked before. */
  public static String of(String address) {
    return spell(URI.create(address));
  }

  /**
   * Parses a plain URL. Other texts are refused, because browsers interpret them in different ways.
   */
  private @Nullable URI parse(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || c == '\\')) {
      return null;
    }
    try {
      var url = new URI(text);
      var plain =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
              && url.getPort() != 0
              && !text.contains("@");
      return plain && allowed(url) ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private boolean allowed(URI url) {
    var origin = Origin.of(url);
    return origin.scheme().equals("https")
        || origin.scheme().equals("http") && targets.allows(origin.host(), origin.port());
  }

  private static String spell(URI url) {
    var origin = Origin.of(url);
    var usual = origin.scheme().equals("https") ? 443 : 80;
    return origin.scheme()
        + "://"
        + origin.host()
        + (origin.port() == usual ? "" : ":" + origin.port());
  }
}
