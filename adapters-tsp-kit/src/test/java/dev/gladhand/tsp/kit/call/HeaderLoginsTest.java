package dev.gladhand.tsp.kit.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeaderLoginsTest {
  private static final Field<String> USER = new Field<>("user", FieldTypes.TEXT);
  private static final Field<String> PASSWORD = new Field<>("password", FieldTypes.TEXT);
  private static final Field<String> TICKET = new Field<>("ticket", FieldTypes.TEXT);
  private static final Field<String> APP = new Field<>("app", FieldTypes.TEXT);
  private static final HeaderLogins LOGINS =
      HeaderLogins.by(
              CredentialsSchema.required(
                  List.of(USER, PASSWORD, TICKET, APP), Set.of(PASSWORD, TICKET, APP)),
              Header.basic(USER, PASSWORD))
          .or(Header.of("X-Ticket", "T ", TICKET), Header.of("X-App", "", APP).optional());

  private static Credentials credentials(Fields fields) {
    return new Credentials(fields);
  }

  @Test
  void makesTheFirstLoginThatTheCredentialsFill() {
    var both =
        credentials(
            Fields.NONE.with(USER, "ana").with(PASSWORD, "p:\u00fc").with(TICKET, "ticket-77"));
    var basic = LOGINS.of(both);
    assertNotNull(basic);
    assertEquals(Map.of("Authorization", "Basic YW5hOnA6w7w="), basic.headers());
    assertEquals(List.of("Authorization"), LOGINS.headers(both));
    assertFalse(basic.secrets().scrub("the ticket-77").contains("ticket-77"));
  }

  @Test
  void leavesOutAnOptionalHeader() {
    var ticket = credentials(Fields.NONE.with(TICKET, "ticket-77"));
    var plain = LOGINS.of(ticket);
    var app = LOGINS.of(ticket.with(APP, "app-secret"));
    assertNotNull(plain);
    assertNotNull(app);
    assertEquals(Map.of("X-Ticket", "T ticket-77"), plain.headers());
    assertEquals(Map.of("X-Ticket", "T ticket-77", "X-App", "app-secret"), app.headers());
  }

  @Test
  void namesItsHeadersBeforeThereIsALogin() {
    var app = credentials(Fields.NONE.with(APP, "app-secret"));
    assertNull(LOGINS.of(app));
    assertEquals(List.of("Authorization"), LOGINS.headers());
    assertEquals(List.of("X-Ticket", "X-App"), LOGINS.headers(app));
    assertEquals(List.of("X-Ticket"), LOGINS.headers(credentials(Fields.NONE)));
  }

  @Test
  void makesNoLoginWithoutUserOrAnotherNeededCredential() {
    var password = credentials(Fields.NONE.with(PASSWORD, "p"));
    assertNull(LOGINS.of(password));
    var both = password.with(USER, "ana");
    assertNotNull(LOGINS.of(both));
    assertNull(LOGINS.needing(APP).of(both));
    assertNotNull(LOGINS.needing(APP).of(both.with(APP, "app-secret")));
    // A second call adds to the first.
    assertNull(LOGINS.needing(APP).needing().of(both));
  }
}
