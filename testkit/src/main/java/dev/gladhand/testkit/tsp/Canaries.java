package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Secrets in every spelling that a TSP may echo, which must not appear in any text that people see.
 */
final class Canaries {
  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> spellings = new LinkedHashSet<>();

  Canaries(CredentialsSchema schema, Credentials credentials) {
    for (var field : schema.secrets()) {
      if (credentials.fields().json(field) instanceof String secret) {
        assertTrue(secret.length() >= 12, field + " is too short to be found again");
        add(secret);
      }
    }
    assertFalse(values.isEmpty(), "the credentials of the contract hold no secret field");
  }

  /**
   * Adds the values of headers that the adapter declares to be secret, without a scheme such as
   * {@code Bearer}.
   */
  void sent(Collection<String> headerValues) {
    for (var value : headerValues) {
      add(value.substring(value.indexOf(' ') + 1));
    }
  }

  private void add(String secret) {
    values.add(secret);
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    spellings.add(secret);
    spellings.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    spellings.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    spellings.add(form);
    spellings.add(form.replace("+", "%20"));
    spellings.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** All secrets in one text, as a TSP may echo them. */
  String echo() {
    return String.join(" ", spellings);
  }

  void assertNotIn(String what, String text) {
    for (var spelling : spellings) {
      assertFalse(text.contains(spelling), () -> what + " tells a secret: " + masked(text));
    }
  }

  private String masked(String text) {
    var masked = text;
    for (var spelling : spellings) {
      masked = masked.replace(spelling, "<SECRET>");
    }
    return masked;
  }
}
