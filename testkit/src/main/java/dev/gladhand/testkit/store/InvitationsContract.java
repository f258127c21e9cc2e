package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Invitations.Issued;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.domain.invitation.Terms;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how invitations of fleets are stored. */
public abstract class InvitationsContract extends StoreContract {
  private static final TspId TSP = new TspId("samsara");
  private static final int MANY = 1000;

  private PartnerId partner;
  private int links;

  @BeforeEach
  final void choosePartner() {
    partner = new PartnerId(samples.id());
  }

  private Invitations invitations() {
    return store.invitations();
  }

  private Invitation invitation(String fleetRef, Duration life) {
    var permissions = new Permissions(Map.of(Resource.MESSAGE, Permissions.Access.READ_WRITE));
    var terms =
        new Terms(
            fleetRef,
            "Haulage & Söhne",
            "desk@example.com",
            List.of(TSP, new TspId("motive")),
            permissions,
            new ConnectionId(samples.id()),
            Map.of(TSP, Map.of("base_url", "https://api.example.com")),
            "https://app.example.com/done?a=b",
            null);
    var now = store.now();
    return Invitation.issued(
        new InvitationId(samples.id()),
        partner,
        terms,
        "%064d".formatted(++links),
        now.plus(life),
        now);
  }

  private Invitation issue(String fleetRef) {
    return issue(invitation(fleetRef, Duration.ofHours(1)));
  }

  private Invitation issue(Invitation fresh) {
    assertEquals(new Issued.Made(fresh), invitations().issue(fresh, MANY));
    return fresh;
  }

  private Optional<Invitation> find(Invitation invitation) {
    return invitations().find(partner, invitation.id());
  }

  @Test
  void findsWhatWasIssuedByItsIdAndByItsLink() {
    var made = issue("fleet-1");
    assertEquals(Optional.of(made), find(made));
    assertEquals(Optional.of(made), invitations().findByLink(made.linkHash()));
    assertEquals(Optional.empty(), invitations().findByLink("nothing"));
    var other = new PartnerId(samples.id());
    assertEquals(Optional.empty(), invitations().find(other, made.id()));
    assertEquals(List.of("invitation.created"), store.eventsOf(partner));
  }

  @Test
  void theSameFleetAgainGetsANewLinkUntilItHasAccepted() {
    var first = issue("fleet-1");
    store.advance(Duration.ofMinutes(1));
    var fresh = invitation("fleet-1", Duration.ofHours(2));
    var again = assertInstanceOf(Issued.Refreshed.class, invitations().issue(fresh, 1));
    var refreshed = again.invitation();
    assertEquals(first.id(), refreshed.id());
    assertEquals(fresh.terms(), refreshed.terms());
    assertEquals(fresh.expiresAt(), refreshed.expiresAt());
    assertEquals(Optional.of(refreshed), find(first));
    assertEquals(Optional.empty(), invitations().findByLink(first.linkHash()));
    assertEquals(Optional.of(refreshed), invitations().findByLink(fresh.linkHash()));
    var declined = refreshed.declined("not now", store.now());
    assertTrue(invitations().update(declined, "invitation.declined"));
    var anew = invitations().issue(invitation("fleet-1", Duration.ofHours(1)), MANY);
    var active = assertInstanceOf(Issued.Refreshed.class, anew).invitation();
    assertEquals(InvitationStatus.ACTIVE, active.status());
    var accepted = active.accepted(new ConnectionId(samples.id()), store.now());
    assertTrue(invitations().update(accepted, "invitation.accepted"));
    assertEquals(Optional.of(accepted), find(first));
    issue("fleet-1");
    assertEquals(
        List.of(
            "invitation.created",
            "invitation.declined",
            "invitation.accepted",
            "invitation.created"),
        store.eventsOf(partner));
  }

  @Test
  void ofTwoChangesOfWhatBothHaveReadTheSecondIsRefused() {
    var made = issue("fleet-1");
    var deleted = made.deleted(store.now());
    assertTrue(invitations().update(deleted, "invitation.deleted"));
    var late = made.accepted(new ConnectionId(samples.id()), store.now());
    assertFalse(invitations().update(late, "invitation.accepted"));
    assertEquals(Optional.of(deleted), find(made));
    assertEquals(List.of("invitation.created", "invitation.deleted"), store.eventsOf(partner));
  }

  @Test
  void whatIsOverExpiresOnceAndMakesRoomForANewOne() {
    var brief = issue(invitation("fleet-1", Duration.ofHours(1)));
    var longer = issue(invitation("fleet-2", Duration.ofHours(3)));
    assertEquals(0, invitations().expire(MANY));
    store.advance(Duration.ofHours(2));
    assertEquals(1, invitations().expire(MANY));
    assertEquals(0, invitations().expire(MANY));
    assertEquals(InvitationStatus.EXPIRED, find(brief).orElseThrow().status());
    assertEquals(Optional.of(longer), find(longer));
    assertEquals(
        List.of("invitation.created", "invitation.created", "invitation.expired"),
        store.eventsOf(partner));
    issue("fleet-1");
  }

  @Test
  void whatIsOverGetsNoNewLinkThoughNobodyHasLooked() {
    var brief = issue("fleet-1");
    store.advance(Duration.ofHours(2));
    var fresh = invitation("fleet-1", Duration.ofHours(1));
    assertEquals(new Issued.Made(fresh), invitations().issue(fresh, 1));
    assertEquals(InvitationStatus.EXPIRED, find(brief).orElseThrow().status());
    assertEquals(
        List.of("invitation.created", "invitation.expired", "invitation.created"),
        store.eventsOf(partner));
  }

  @Test
  void aPartnerHasNoMoreActiveOnesThanItMay() throws Exception {
    var racing =
        IntStream.range(0, 6)
            .mapToObj(n -> invitation("fleet-" + n, Duration.ofHours(1)))
            .<Callable<Issued>>map(fresh -> () -> invitations().issue(fresh, 2))
            .toList();
    var made = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : threads.invokeAll(racing)) {
        made += one.get() instanceof Issued.Made ? 1 : 0;
      }
    }
    assertEquals(2, made);
    var one = invitations().list(partner, null, null, null, MANY).getFirst();
    assertTrue(invitations().update(one.deleted(store.now()), "invitation.deleted"));
    var next = invitation("fleet-9", Duration.ofHours(1));
    assertEquals(new Issued.Made(next), invitations().issue(next, 2));
  }

  @Test
  void ofSeveralAtOnceForOneFleetOneIsMade() throws Exception {
    var racing =
        IntStream.range(0, 6)
            .mapToObj(_ -> invitation("fleet-1", Duration.ofHours(1)))
            .<Callable<Issued>>map(fresh -> () -> invitations().issue(fresh, MANY))
            .toList();
    var made = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : threads.invokeAll(racing)) {
        made += one.get() instanceof Issued.Made ? 1 : 0;
      }
    }
    assertEquals(1, made);
    assertEquals(1, invitations().list(partner, null, null, null, MANY).size());
  }

  @Test
  void listsByIdWithFiltersAndWhatIsOverAsExpired() {
    var first = issue(invitation("fleet-1", Duration.ofHours(1)));
    var second = issue(invitation("fleet-2", Duration.ofHours(3)));
    var third = issue(invitation("fleet-3", Duration.ofHours(3)));
    store.advance(Duration.ofHours(2));
    assertEquals(List.of(first, second), invitations().list(partner, null, null, null, 2));
    assertEquals(List.of(third), invitations().list(partner, null, null, second.id(), 2));
    assertEquals(List.of(second), invitations().list(partner, null, "fleet-2", null, MANY));
    assertEquals(
        List.of(second, third),
        invitations().list(partner, InvitationStatus.ACTIVE, null, null, MANY));
    assertEquals(
        List.of(first), invitations().list(partner, InvitationStatus.EXPIRED, null, null, MANY));
    var other = new PartnerId(samples.id());
    assertEquals(List.of(), invitations().list(other, null, null, null, MANY));
  }
}
