package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.FieldType;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.payload.Shape;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.tsp.kit.Login;
import dev.gladhand.tsp.kit.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key of an account at Motive. */
final class MotiveCredentials {
  static final String HEADER = "X-Api-Key";

  static final Field<String> API_KEY =
      new Field<>("api_key", new FieldType.Text(1, 8000, Pattern.compile("^[\\x21-\\x7e]+$")))
          .labelled("API key", "The API key of the company's account at Motive.");

  static final CredentialsSchema SCHEMA =
      new CredentialsSchema(
          List.of(Shape.of(List.of(API_KEY), new Rule.Required(API_KEY))), Set.of(API_KEY));

  private MotiveCredentials() {}

  /** The headers that a call carries, or null where there are no credentials. */
  static @Nullable Login login(Credentials credentials) {
    var key = credentials.get(API_KEY);
    return key == null ? null : new Login(Map.of(HEADER, key), Secrets.of(SCHEMA, credentials));
  }
}
