package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Findings.Level;
import dev.gladhand.bootstrap.tool.Tool.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Searches the node's logs and a dump of its database for a secret that the self-check has stored
 * in the node; the secret must not be found.
 */
final class CanarySearch {
  private static final int CHUNK = 1 << 16;

  private final List<String> forms;
  private final List<Path> logs;
  private final @Nullable String dump;

  CanarySearch(String canary, List<Path> logs, @Nullable String dump) {
    this.forms =
        Stream.concat(
                Stream.of(canary), IntStream.range(0, 3).mapToObj(before -> coded(canary, before)))
            .toList();
    this.logs = logs;
    this.dump = dump;
  }

  /**
   * The characters that stand for the secret in a base64 text, where this many bytes precede it in
   * its group of three. The first and the last character are left out if they depend on the
   * neighbours too.
   */
  private static String coded(String secret, int before) {
    var bytes = (" ".repeat(before) + secret).getBytes(StandardCharsets.US_ASCII);
    var text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return text.substring(
        before == 0 ? 0 : before + 1, text.length() - (bytes.length % 3 == 0 ? 0 : 1));
  }

  void run(Findings findings) throws IOException {
    var found = new ArrayList<String>();
    for (var log : logs) {
      try (var stream = Files.newInputStream(log)) {
        search(stream, log.toString(), found);
      }
    }
    if (dump != null) {
      searchDump(dump, found);
    }
    if (logs.isEmpty() && dump == null) {
      findings.add(Level.SKIPPED, "secrets", "neither --log nor --dump-command was given");
      return;
    }
    var places = logs.size() + (dump == null ? 0 : 1);
    findings.add(
        found.isEmpty() ? Level.OK : Level.FAILED,
        "secrets",
        found.isEmpty()
            ? "no stored secret was found; number of places searched: " + places
            : "a stored secret was found in " + found);
  }

  private void searchDump(String command, List<String> found) throws IOException {
    var process =
        new ProcessBuilder("/bin/sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var written = process.getInputStream()) {
      search(written, "the dump", found);
      // A command whose output nobody reads would never end.
      written.transferTo(OutputStream.nullOutputStream());
    }
    try {
      if (process.waitFor() != 0) {
        throw new Refused("the dump command failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void search(InputStream stream, String where, List<String> found) throws IOException {
    var rest = "";
    var longest = forms.stream().mapToInt(String::length).max().orElseThrow();
    for (var bytes = stream.readNBytes(CHUNK); bytes.length > 0; bytes = stream.readNBytes(CHUNK)) {
      var text = rest + new String(bytes, StandardCharsets.ISO_8859_1);
      if (forms.stream().anyMatch(text::contains)) {
        found.add(where);
        return;
      }
      rest = text.substring(Math.max(0, text.length() - longest));
    }
  }
}
