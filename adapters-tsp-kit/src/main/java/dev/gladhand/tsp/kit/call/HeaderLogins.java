package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes logins whose headers are filled from credentials. A TSP may have several kinds of logins;
 * the first kind for which the credentials hold every required value is used. Immutable.
 */
public final class HeaderLogins implements TspApi.Logins {
  private final CredentialsSchema schema;
  private final List<List<Header>> kinds;
  private final List<Field<?>> needed;

  private HeaderLogins(CredentialsSchema schema, List<List<Header>> kinds, List<Field<?>> needed) {
    this.schema = schema;
    this.kinds = List.copyOf(kinds);
    this.needed = List.copyOf(needed);
  }

  /**
   * A header of a login.
   *
   * @param isOptional whether the login is complete without this header
   * @param value gives the header's value; null if the credentials do not hold it
   */
  public record Header(
      String name, boolean isOptional, Function<Credentials, @Nullable String> value) {
    /**
     * A required header whose value is {@code before}, such as {@code "Bearer "}, followed by the
     * credential.
     */
    public static Header of(String name, String before, Field<String> credential) {
      return new Header(
          name,
          false,
          credentials -> {
            var value = credentials.get(credential);
            return value == null ? null : before + value;
          });
    }

    /** A required {@code Authorization} header with this user and password by HTTP Basic. */
    public static Header basic(Field<String> user, Field<String> password) {
      return new Header(
          "Authorization",
          false,
          credentials -> {
            var name = credentials.get(user);
            var secret = credentials.get(password);
            return name == null || secret == null ? null : Login.basic(name + ":" + secret);
          });
    }

    public Header optional() {
      return new Header(name, true, value);
    }
  }

  /**
   * Logins of one kind, with these headers.
   *
   * @param schema says which of the credentials are secret
   */
  public static HeaderLogins by(CredentialsSchema schema, Header... headers) {
    return new HeaderLogins(schema, List.of(List.of(headers)), List.of());
  }

  /**
   * These logins and one more kind, with these headers, which is used if the credentials suffice
   * for none of the kinds before.
   */
  public HeaderLogins or(Header... headers) {
    var more = new ArrayList<>(kinds);
    more.add(List.of(headers));
    return new HeaderLogins(schema, more, needed);
  }

  /**
   * The same logins, but only for credentials that also hold these fields, although no header
   * contains them.
   */
  public HeaderLogins needing(Field<?>... more) {
    var all = new ArrayList<Field<?>>(needed);
    all.addAll(List.of(more));
    return new HeaderLogins(schema, kinds, all);
  }

  @Override
  public @Nullable Login of(Credentials credentials) {
    if (needed.stream().anyMatch(field -> credentials.get(field) == null)) {
      return null;
    }
    for (var kind : kinds) {
      var headers = new LinkedHashMap<String, String>();
      if (isFilled(kind, credentials, headers)) {
        return new Login(headers, Secrets.of(schema, credentials));
      }
    }
    return null;
  }

  private static boolean isFilled(
      List<Header> kind, Credentials credentials, Map<String, String> headers) {
    for (var header : kind) {
      var value = header.value().apply(credentials);
      if (value != null) {
        headers.put(header.name(), value);
      } else if (!header.isOptional()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The names of the headers that a login requires; if there are several kinds of logins, those of
   * the first kind.
   */
  @Override
  public List<String> headers() {
    return kinds.getFirst().stream()
        .filter(header -> !header.isOptional())
        .map(Header::name)
        .toList();
  }

  /**
   * The names of the headers of a login with these credentials. If the credentials do not suffice
   * for a login yet, the names of the last kind's headers that are required or have a value.
   */
  public List<String> headers(Credentials credentials) {
    var login = of(credentials);
    return login != null
        ? login.headerNames()
        : kinds.getLast().stream()
            .filter(header -> !header.isOptional() || header.value().apply(credentials) != null)
            .map(Header::name)
            .toList();
  }
}
