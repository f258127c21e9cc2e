package dev.gladhand.application.partner;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.invitation.WebOrigins;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.PartnerId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and disables partners, and rotates their secrets. Blocks; throws {@code
 * StoreUnavailable}.
 */
public final class ManagePartners {
  private final Partners partners;
  private final ClientSecrets secrets;
  private final Clients clients;
  private final Wakeups wakeups;
  private final ClockAndIds clockAndIds;
  private final WebOrigins origins;
  private final Audit audit;

  public ManagePartners(
      Partners partners,
      ClientSecrets secrets,
      Clients clients,
      Wakeups wakeups,
      ClockAndIds clockAndIds,
      OperatorTargets targets,
      Audit audit) {
    this.partners = partners;
    this.secrets = secrets;
    this.clients = clients;
    this.wakeups = wakeups;
    this.clockAndIds = clockAndIds;
    this.origins = new WebOrigins(targets);
    this.audit = audit;
  }

  /**
   * A partner with its secret.
   *
   * @param secret shown only in this answer
   */
  public record WithSecret(Partner partner, String secret) {
    @Override
    public String toString() {
      return "WithSecret[" + partner.id() + "]";
    }
  }

  /**
   * Creates a partner.
   *
   * @param body {@code name}, and {@code scopes}; without them the partner gets all scopes that
   *     partners can have
   */
  public Answer<WithSecret> create(Map<String, ? extends @Nullable Object> body) {
    var form = new PartnerForm(PartnerForm.NEW, body);
    var asked = form.scopes();
    var name = form.name();
    if (!form.faults().none() || name == null) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    return Answer.ok(add(name, asked == null ? Set.copyOf(Scopes.OF_PARTNERS) : asked));
  }

  /** Creates a partner without a request for it, such as the partner of the demo. */
  public WithSecret add(String name, Set<String> scopes) {
    return add(new PartnerId(clockAndIds.id()), name, scopes);
  }

  /**
   * Creates the partner that a token of an external issuer names, unless the partner exists. Nobody
   * knows the secret of its client until the secret is rotated.
   */
  public void provision(PartnerId id) {
    try {
      var made = add(id, id.toString(), Set.copyOf(Scopes.OF_PARTNERS)).partner();
      tell(made);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // Another request, here or on another node, may have created the partner first.
      if (partners.find(id).isEmpty()) {
        throw e;
      }
      clients.forget(id.toString());
    }
  }

  private WithSecret add(PartnerId id, String name, Set<String> scopes) {
    var now = clockAndIds.now();
    var secret = secrets.make();
    var partner =
        new Partner(
            id, name, secrets.makeClientId(), secrets.hash(secret), 1, scopes, false, now, now);
    audit.record(
        () -> {
          partners.add(partner);
          return true;
        },
        added -> added,
        AuditEntry.done(AuditAction.PARTNER_CREATED, id, id, "name", "scopes"));
    return new WithSecret(partner, secret);
  }

  public List<Partner> list() {
    return partners.list();
  }

  /** Makes a new secret. Tokens of the old one become invalid at once. */
  public Answer<WithSecret> rotateSecret(PartnerId id) {
    var secret = secrets.make();
    var hash = secrets.hash(secret);
    return change(
            AuditEntry.done(AuditAction.PARTNER_SECRET_ROTATED, id, id, "client_secret"),
            id,
            old -> with(old, hash, old.secretVersion() + 1, old.disabled()))
        .map(partner -> new WithSecret(partner, secret));
  }

  /**
   * Disables a partner. Its tokens become invalid at once; accepted operations are still delivered.
   */
  public Answer<Partner> disable(PartnerId id) {
    return change(
        AuditEntry.done(AuditAction.PARTNER_DISABLED, id, id, "disabled"),
        id,
        old -> with(old, old.secretHash(), old.secretVersion(), true));
  }

  /**
   * Changes the scopes, or the origins to which the partner's fleets may be sent after they have
   * connected or declined. If a scope is removed, all tokens of the partner become invalid at once;
   * an added scope is in the next token.
   */
  public Answer<Partner> update(PartnerId id, Map<String, ? extends @Nullable Object> body) {
    var form = new PartnerForm(PartnerForm.CHANGED, body);
    var scopes = form.scopes();
    var sentTo = form.redirectOrigins(origins);
    if (!form.faults().none()) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    return change(
        AuditEntry.done(AuditAction.PARTNER_UPDATED, id, id, body.keySet()),
        id,
        old ->
            with(
                old,
                scopes == null ? old.scopes() : scopes,
                sentTo == null ? old.redirectOrigins() : sentTo));
  }

  /** Changes a partner; repeats that if another request, on any node, changed it meanwhile. */
  private Answer<Partner> change(AuditEntry entry, PartnerId id, UnaryOperator<Partner> change) {
    while (true) {
      var old = partners.find(id);
      if (old.isEmpty()) {
        return Answer.notFound("partner not found");
      }
      var changed = change.apply(old.get());
      if (audit.record(() -> partners.update(old.get(), changed), done -> done, entry)) {
        tell(changed);
        return Answer.ok(changed);
      }
    }
  }

  private void tell(Partner changed) {
    clients.forget(changed.clientId());
    wakeups.signal(new Wakeups.Signal.PartnerChanged(changed.clientId()));
  }

  private Partner with(Partner old, String hash, long version, boolean disabled) {
    return with(old, hash, version, old.scopes(), disabled, old.redirectOrigins());
  }

  private Partner with(Partner old, Set<String> scopes, Set<String> redirectOrigins) {
    // A new version makes all tokens invalid, and with them those that contain a removed scope.
    var version = old.secretVersion() + (scopes.containsAll(old.scopes()) ? 0 : 1);
    return with(old, old.secretHash(), version, scopes, old.disabled(), redirectOrigins);
  }

  private Partner with(
      Partner old,
      String hash,
      long version,
      Set<String> scopes,
      boolean disabled,
      Set<String> redirectOrigins) {
    return new Partner(
        old.id(),
        old.name(),
        old.clientId(),
        hash,
        version,
        scopes,
        disabled,
        redirectOrigins,
        old.createdAt(),
        clockAndIds.now());
  }
}
