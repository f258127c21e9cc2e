package dev.gladhand.persistence.invitation;

import dev.gladhand.application.store.SignIns.SignIn;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of the table of sign-ins under way.
 *
 * @param settings as JSON
 */
@MappedEntity(value = "sign_in", escape = false)
record SignInRow(
    @Id String stateHash,
    UUID invitationId,
    String tsp,
    String browserHash,
    String settings,
    Instant expiresAt) {
  static SignInRow of(SignIn begun, Instant until) {
    return new SignInRow(
        begun.stateHash(),
        begun.invitation().value(),
        begun.tsp().slug(),
        begun.browserHash(),
        JsonWriter.text(begun.settings()),
        Micros.of(until));
  }

  SignIn signIn() {
    return new SignIn(
        stateHash,
        new InvitationId(invitationId),
        new TspId(tsp),
        browserHash,
        StoredJson.object(settings));
  }
}
