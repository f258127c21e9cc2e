package dev.gladhand.persistence.invitation;

import dev.gladhand.application.invitation.InvitationView;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.partner.PartnerLock;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores invitations in a relational database. Thread-safe. */
@Singleton
public final class SqlInvitations implements Invitations {
  private static final UUID FIRST = new UUID(0, 0);
  private static final String CREATED = "invitation.created";
  private static final String EXPIRED = "invitation.expired";

  private final Database database;
  private final InvitationRepository rows;
  private final EventRows events = new EventRows();

  public SqlInvitations(Database database, InvitationRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public Issued issue(Invitation fresh, int most) {
    return database.transact(
        sql -> {
          PartnerLock.take(sql, fresh.partner());
          var now = database.time(sql);
          for (var row : rows.lockUnanswered(fresh.partner().value(), fresh.terms().fleetRef())) {
            var known = row.invitation();
            if (known.statusAt(now) != InvitationStatus.EXPIRED) {
              return new Issued.Refreshed(
                  rows.update(InvitationRow.of(known.refreshedBy(fresh))).invitation());
            }
            expire(sql, known, now);
          }
          if (active(sql, fresh.partner(), most) >= most) {
            return new Issued.TooMany();
          }
          rows.save(InvitationRow.of(fresh));
          tell(sql, fresh, CREATED);
          return new Issued.Made(fresh);
        });
  }

  private long active(Connection sql, PartnerId partner, int most) throws SQLException {
    var from =
        database.sql(
            "from invitation where partner_id = ? and status = 'active' and expires_at > {now}");
    return PartnerLock.count(sql, partner, from, most);
  }

  @Override
  public Optional<Invitation> find(PartnerId partner, InvitationId id) {
    return database
        .read(_ -> rows.findByIdAndPartnerId(id.value(), partner.value()))
        .map(InvitationRow::invitation);
  }

  @Override
  public Optional<Invitation> findByLink(String linkHash) {
    return database.read(_ -> rows.findByLinkHash(linkHash)).map(InvitationRow::invitation);
  }

  @Override
  public boolean update(Invitation changed, String event) {
    return database.transact(
        sql -> {
          var stored = rows.lockVersion(changed.id().value());
          if (stored.isEmpty() || stored.get() != changed.version() - 1) {
            return false;
          }
          rows.update(InvitationRow.of(changed));
          tell(sql, changed, event);
          return true;
        });
  }

  @Override
  public List<Invitation> list(
      PartnerId partner,
      @Nullable InvitationStatus status,
      @Nullable String fleetRef,
      @Nullable InvitationId after,
      int size) {
    return database
        .search(
            sql ->
                rows.page(
                    partner.value(),
                    after == null ? FIRST : after.value(),
                    fleetRef,
                    status == null ? null : status.wire(),
                    database.time(sql),
                    size))
        .stream()
        .map(InvitationRow::invitation)
        .toList();
  }

  @Override
  public int expire(int limit) {
    return database.transact(
        sql -> {
          var now = database.time(sql);
          var due = rows.lockDue(now, limit);
          for (var row : due) {
            expire(sql, row.invitation(), now);
          }
          return due.size();
        });
  }

  private void expire(Connection sql, Invitation due, Instant now) throws SQLException {
    var expired = due.expired(now);
    rows.update(InvitationRow.of(expired));
    tell(sql, expired, EXPIRED);
  }

  private void tell(Connection sql, Invitation invitation, String event) throws SQLException {
    var at = invitation.updatedAt();
    var connection = invitation.terms().connection();
    var data = JsonWriter.text(new InvitationView(invitation, null, at).toJson());
    events.add(
        sql,
        List.of(
            EventRows.Event.of(
                    invitation.partner().value(),
                    event,
                    null,
                    connection == null ? null : connection.value(),
                    null,
                    data,
                    at)
                .ofFleet(invitation.terms().fleetRef())));
  }
}
