package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Invitations;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.domain.record.Uuids;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The invitations in memory. */
final class InMemoryInvitations implements Invitations {
  private final InMemoryTables tables;
  private final NavigableMap<UUID, Invitation> all = new TreeMap<>(Uuids.ORDER);

  InMemoryInvitations(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Issued issue(Invitation fresh, int most) {
    synchronized (tables) {
      var ofFleet =
          all.values().stream()
              .filter(one -> one.partner().equals(fresh.partner()))
              .filter(one -> one.terms().fleetRef().equals(fresh.terms().fleetRef()))
              .toList();
      for (var known : ofFleet) {
        switch (known.status()) {
          case ACTIVE, DECLINED -> {
            if (known.statusAt(tables.now()) != InvitationStatus.EXPIRED) {
              var refreshed = known.refreshedBy(fresh);
              put(refreshed);
              return new Issued.Refreshed(refreshed);
            }
            expire(known);
          }
          case ACCEPTED, EXPIRED, DELETED -> {}
        }
      }
      var active =
          all.values().stream()
              .filter(one -> one.partner().equals(fresh.partner()))
              .filter(one -> one.statusAt(tables.now()) == InvitationStatus.ACTIVE)
              .count();
      if (active >= most) {
        return new Issued.TooMany();
      }
      put(fresh);
      tables.tell(fresh, "invitation.created");
      return new Issued.Made(fresh);
    }
  }

  private void put(Invitation invitation) {
    all.put(invitation.id().value(), invitation);
  }

  private void expire(Invitation due) {
    var expired = due.expired(tables.now());
    put(expired);
    tables.tell(expired, "invitation.expired");
  }

  @Override
  public Optional<Invitation> find(PartnerId partner, InvitationId id) {
    synchronized (tables) {
      return Optional.ofNullable(all.get(id.value())).filter(one -> one.partner().equals(partner));
    }
  }

  @Override
  public Optional<Invitation> findByLink(String linkHash) {
    synchronized (tables) {
      return all.values().stream().filter(one -> one.linkHash().equals(linkHash)).findFirst();
    }
  }

  @Override
  public boolean update(Invitation changed, String event) {
    synchronized (tables) {
      var stored = all.get(changed.id().value());
      if (stored == null || stored.version() != changed.version() - 1) {
        return false;
      }
      put(changed);
      tables.tell(changed, event);
      return true;
    }
  }

  @Override
  public List<Invitation> list(
      PartnerId partner,
      @Nullable InvitationStatus status,
      @Nullable String fleetRef,
      @Nullable InvitationId after,
      int size) {
    synchronized (tables) {
      var page = after == null ? all : all.tailMap(after.value(), false);
      return page.values().stream()
          .filter(one -> one.partner().equals(partner))
          .filter(one -> status == null || one.statusAt(tables.now()) == status)
          .filter(one -> fleetRef == null || one.terms().fleetRef().equals(fleetRef))
          .limit(size)
          .toList();
    }
  }

  @Override
  public int expire(int limit) {
    synchronized (tables) {
      var due =
          all.values().stream()
              .filter(one -> one.status() == InvitationStatus.ACTIVE)
              .filter(one -> one.statusAt(tables.now()) == InvitationStatus.EXPIRED)
              .limit(limit)
              .toList();
      due.forEach(this::expire);
      return due.size();
    }
  }
}
