package dev.gladhand.outbound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/** The head of a reply. */
record ReplyHead(StatusLine line, ReplyHeaders headers) {
  private static final int MOST_INTERIM_REPLIES = 8;

  int status() {
    return line.getStatusCode();
  }

  /** Reads the head of the final reply, passing over interim ones. */
  static ReplyHead read(Connection connection, Exchange exchange, OutboundSettings settings)
      throws IOException, Trouble {
    for (int i = 0; i <= MOST_INTERIM_REPLIES; i++) {
      var reader = new Reader(connection, exchange.target().hostAndPort(), settings);
      var line = reader.statusLine();
      boolean isFinal = line.getStatusCode() >= 200;
      if (isFinal) {
        exchange.began(line.getStatusCode());
      }
      var headers = reader.headers();
      if (isFinal) {
        exchange.headed(headers);
        return new ReplyHead(line, headers);
      }
      if (line.getStatusCode() == 101) {
        throw reader.garbage("switched to another protocol");
      }
    }
    throw new Trouble(
        FailureKind.PROTOCOL, exchange.target().hostAndPort() + " sent interim replies only");
  }

  /** Reads one head, line by line. */
  private static final class Reader {
    private final Connection connection;
    private final String peer;
    private final OutboundSettings settings;
    private final CharArrayBuffer buffer = new CharArrayBuffer(128);
    private int bytes;

    private Reader(Connection connection, String peer, OutboundSettings settings) {
      this.connection = connection;
      this.peer = peer;
      this.settings = settings;
    }

    private StatusLine statusLine() throws IOException, Trouble {
      try {
        if (!readLine()) {
          throw new Trouble(FailureKind.RESET, peer + " ended the connection without an answer");
        }
        var line = BasicLineParser.INSTANCE.parseStatusLine(buffer);
        boolean known = line.getProtocolVersion().getMajor() == 1;
        if (known && line.getStatusCode() >= 100 && line.getStatusCode() < 600) {
          return line;
        }
      } catch (MessageConstraintException | ParseException _) {
        // Told below: what is not HTTP is not repeated.
      }
      throw garbage("answered with something that is not HTTP");
    }

    private ReplyHeaders headers() throws IOException, Trouble {
      Map<String, List<String>> fields = new LinkedHashMap<>();
      int count = 0;
      List<String> previous = List.of();
      while (true) {
        if (!readHeaderLine()) {
          throw new Trouble(FailureKind.RESET, peer + " ended the connection within its answer");
        }
        if (buffer.isEmpty()) {
          return ReplyHeaders.of(fields);
        }
        if (++count > settings.maxHeaders()) {
          throw tooLarge();
        }
        if (isBlank(buffer.charAt(0))) {
          continueLine(previous);
        } else {
          previous = field(fields);
        }
      }
    }

    /** Adds the field and answers the values of its name, the last of which may go on. */
    private List<String> field(Map<String, List<String>> fields) throws Trouble {
      try {
        var header = BasicLineParser.INSTANCE.parseHeader(buffer);
        if (!FieldSyntax.isToken(header.getName())) {
          throw garbage("sent a header that is none");
        }
        var values =
            fields.computeIfAbsent(
                header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1));
        values.add(FieldSyntax.cleaned(header.getValue()));
        return values;
      } catch (ParseException _) {
        throw garbage("sent a header that is none");
      }
    }

    private void continueLine(List<String> previous) throws Trouble {
      if (previous.isEmpty()) {
        throw garbage("sent a header that is none");
      }
      int last = previous.size() - 1;
      var more = FieldSyntax.cleaned(buffer.substringTrimmed(0, buffer.length()));
      previous.set(last, previous.get(last) + " " + more);
    }

    private boolean readHeaderLine() throws IOException, Trouble {
      try {
        return readLine();
      } catch (MessageConstraintException _) {
        throw tooLarge();
      }
    }

    /** Whether a whole line came; one cut short by the end of the connection is none. */
    private boolean readLine() throws IOException, Trouble {
      buffer.clear();
      int length = connection.buffer().readLine(buffer, connection.in());
      if (length < 0 || connection.ended()) {
        return false;
      }
      bytes += length + 2;
      if (bytes > settings.maxHeadBytes()) {
        throw tooLarge();
      }
      return true;
    }

    private Trouble tooLarge() {
      return new Trouble(
          FailureKind.TOO_LARGE, "the head of the answer of " + peer + " is too large");
    }

    private Trouble garbage(String what) {
      return new Trouble(FailureKind.PROTOCOL, peer + " " + what);
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }
  }
}
