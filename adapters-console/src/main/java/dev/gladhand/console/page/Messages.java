package dev.gladhand.console.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** The sentences of the pages, from one file. Thread-safe. */
@Singleton
public final class Messages {
  private static final String FILE = "/gladhand/console/messages.properties";

  private final Properties messages;

  @Inject
  Messages() {
    this(new Properties());
    try (var in = Messages.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + FILE);
      }
      messages.load(new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the messages from properties. */
  public Messages(Properties messages) {
    this.messages = messages;
  }

  /** The sentence with this name, if there is one. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(messages.getProperty(name));
  }

  /**
   * The sentence with this name; the values replace its placeholders, which are numbered from zero.
   */
  public String get(String name, Object... values) {
    var text = messages.getProperty(name);
    if (text == null) {
      throw new IllegalArgumentException("no message " + name);
    }
    return values.length == 0 ? text : new MessageFormat(text, Locale.ROOT).format(values);
  }
}
