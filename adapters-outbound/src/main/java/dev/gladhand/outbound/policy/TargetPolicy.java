package dev.gladhand.outbound.policy;

import dev.gladhand.outbound.policy.TargetCheck.Permitted;
import dev.gladhand.outbound.policy.TargetCheck.Reason;
import dev.gladhand.outbound.policy.TargetCheck.Refused;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * Decides which URLs and addresses may be called: https to public addresses, and each exact host
 * and port that the operator names. Used when a URL is registered and again at each call.
 */
public final class TargetPolicy {
  private static final int LONGEST_URL = 8_192;

  private final AllowedTargets allowed;

  public TargetPolicy(AllowedTargets allowed) {
    this.allowed = allowed;
  }

  /** Checks the text of a URL without looking up its name. */
  public TargetCheck checkUrl(String url) {
    try {
      return check(new URI(url));
    } catch (URISyntaxException _) {
      return new Refused(Reason.MALFORMED, "The URL is not well formed.");
    }
  }

  /** Checks a parsed URL without looking up its name. */
  public TargetCheck check(URI uri) {
    var text = uri.toString();
    var authority = uri.getRawAuthority();
    if (text.length() > LONGEST_URL || !isVisibleAscii(text)) {
      return new Refused(
          Reason.MALFORMED, "The URL is too long or has characters that must be encoded.");
    }
    if (uri.getScheme() == null || authority == null) {
      return new Refused(Reason.MALFORMED, "The URL needs a scheme and a host.");
    }
    var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      return new Refused(Reason.SCHEME, "The URL must begin with https://.");
    }
    if (authority.indexOf('@') >= 0) {
      return new Refused(Reason.USER_INFO, "The URL must not contain a user name or password.");
    }
    if (uri.getRawFragment() != null) {
      return new Refused(Reason.FRAGMENT, "The URL must not contain a fragment.");
    }
    return Authority.parse(authority)
        .map(parsed -> judge(uri, secure, parsed))
        .orElseGet(
            () ->
                new Refused(
                    Reason.HOST, "The host of the URL is not a plain name or address and port."));
  }

  private TargetCheck judge(URI uri, boolean secure, Authority authority) {
    var host = authority.host();
    int port = authority.port() > 0 ? authority.port() : secure ? 443 : 80;
    if (allowed.holds(host, port)) {
      return new Permitted(
          uri, new Target(secure, host.text(), port, host.literal() != null, true));
    }
    if (host.isInnerName() || (host.literal() != null && !AddressRules.isPublic(host.literal()))) {
      return new Refused(Reason.INNER_ADDRESS, "The host of the URL is not a public one.");
    }
    if (!secure) {
      return new Refused(Reason.SCHEME, "The URL must begin with https://.");
    }
    if (port != 443 && port < 1_024) {
      return new Refused(Reason.PORT, "The port of the URL must be 443 or at least 1024.");
    }
    return new Permitted(uri, new Target(true, host.text(), port, host.literal() != null, false));
  }

  /** Those of a target's addresses that may be called. */
  public List<InetAddress> dialable(Target target, List<InetAddress> addresses) {
    return target.allowListed()
        ? addresses
        : addresses.stream().filter(AddressRules::isPublic).toList();
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
