package dev.gladhand.outbound;

import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the end of a reply's body is known, and whether the connection outlives the reply. */
record Framing(Kind kind, long length, boolean persistent) {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*\"?(\\d{1,6})");

  enum Kind {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  static Framing of(String method, ReplyHead head, String peer) throws Trouble {
    boolean persistent = isPersistent(head);
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return new Framing(Kind.NONE, 0, persistent);
    }
    var codings = head.headers().all("transfer-encoding");
    var lengths = head.headers().all("content-length");
    if (!codings.isEmpty()) {
      if (codings.size() != 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw unclear(peer);
      }
      // Both together are a way to smuggle a second reply: the connection is not used again.
      return new Framing(Kind.CHUNKED, -1, persistent && lengths.isEmpty());
    }
    if (!lengths.isEmpty()) {
      return new Framing(Kind.LENGTH, length(head, peer), persistent);
    }
    return new Framing(Kind.UNTIL_CLOSE, -1, false);
  }

  /** How long the peer says that it keeps an idle connection, in seconds. */
  static Optional<Integer> keepAliveSeconds(ReplyHeaders headers) {
    return headers
        .first("keep-alive")
        .map(TIMEOUT::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> Integer.valueOf(matcher.group(1)));
  }

  private static long length(ReplyHead head, String peer) throws Trouble {
    var different = new HashSet<>(head.headers().all("content-length"));
    var length = different.iterator().next();
    if (different.size() != 1 || !DIGITS.matcher(length).matches()) {
      throw unclear(peer);
    }
    return Long.parseLong(length);
  }

  private static boolean isPersistent(ReplyHead head) {
    if (head.headers().names("connection", "close")) {
      return false;
    }
    return head.line().getProtocolVersion().getMinor() >= 1
        || head.headers().names("connection", "keep-alive");
  }

  private static Trouble unclear(String peer) {
    return new Trouble(
        FailureKind.PROTOCOL, "where the answer of " + peer + " ends cannot be told");
  }
}
