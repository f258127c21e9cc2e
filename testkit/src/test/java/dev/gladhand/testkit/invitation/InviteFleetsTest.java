package dev.gladhand.testkit.invitation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.invitation.InvitationBody;
import dev.gladhand.application.invitation.InvitationLinks;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.testkit.store.memory.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InviteFleetsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T08:30:00Z"));
  private static final PartnerId PARTNER = new PartnerId(new UUID(7, 1));

  private static Answer<InviteFleets.Sent> invite(
      @Nullable String publicUrl, Map<String, @Nullable Object> body) {
    var store = new InMemoryStore(CLOCK);
    var invite =
        new InviteFleets(
            store.invitations(),
            new InvitationBody(
                store.partners(),
                store.connections(),
                new Adapters(List.of()),
                OperatorTargets.NONE),
            new InvitationLinks(publicUrl, new Random(1)),
            new ClockAndIds(CLOCK, () -> new UUID(7, 2)),
            PartnerCaps.DEFAULT,
            new Audit(store.auditTrail(), UUID::randomUUID, CLOCK));
    return invite.create(PARTNER, body);
  }

  @Test
  void withoutAnAddressThereIsNoLink() {
    var refused = assertInstanceOf(Answer.Refused.class, invite(null, Map.of("fleet_ref", "f")));
    var why = assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    assertTrue(why.why().startsWith("GLADHAND_PUBLIC_URL"));
    assertTrue(why.retryAfter().isPositive());
    var wrong = assertInstanceOf(Answer.Refused.class, invite(null, Map.of()));
    assertInstanceOf(Refusal.Invalid.class, wrong.refusal());
  }

  @Test
  void aLinkStandsBelowThePathOfTheAddress() {
    var answer = invite("https://example.com/gladhand/", Map.of("fleet_ref", "f"));
    var sent = (InviteFleets.Sent) assertInstanceOf(Answer.Ok.class, answer).value();
    var link = String.valueOf(sent.view().link());
    assertTrue(link.startsWith("https://example.com/gladhand/connect?invite="), link);
  }
}
