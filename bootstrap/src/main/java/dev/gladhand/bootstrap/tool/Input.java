package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Tool.Refused;
import dev.gladhand.json.JsonWriter;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The input of a command: a file, or standard input if the name is {@code -}. */
final class Input {
  private Input() {}

  static InputStream open(Tool tool, String file) throws IOException {
    if (file.equals("-")) {
      return tool.in;
    }
    var path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new Refused("the file cannot be read: " + file);
    }
    return Files.newInputStream(path);
  }

  static String text(Tool tool, String file) throws IOException {
    try (var stream = open(tool, file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads a secret from the file or, if {@code file} is null, from the environment variable; if
   * that is not set, asks for it at the terminal. A secret is never an argument, because every user
   * of the machine can read arguments.
   */
  static String secret(Tool tool, @Nullable String file, String variable) throws IOException {
    if (file != null) {
      return text(tool, file).strip();
    }
    var named = tool.environment.get(variable);
    if (named != null && !named.isBlank()) {
      return named;
    }
    var console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (console.isPresent()) {
      var typed = console.get().readPassword("%s: ", variable);
      return typed == null ? "" : new String(typed);
    }
    throw new Refused(
        "there is no secret: give it by "
            + variable
            + ", by --secret-file FILE, or on standard input by --secret-file -");
  }

  static void print(Tool tool, @Nullable Object json) {
    tool.out.println(JsonWriter.indented(json));
  }
}
