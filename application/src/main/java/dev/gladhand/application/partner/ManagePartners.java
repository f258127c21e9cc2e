package dev.gladhand.application.partner;

import dev.gladhand.application.Answer;
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
import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.FieldType;
import dev.gladhand.domain.payload.FieldTypes;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.payload.Shape;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets partners up, gives them new secrets, and shuts them out. Blocks; throws {@code
 * StoreUnavailable}.
 */
public final class ManagePartners {
  private static final Field<String> NAME =
      new Field<>("name", new FieldType.Text(1, 200, Pattern.compile("[^ \\t\\r\\n]")));
  private static final Field<List<String>> SCOPES =
      new Field<>("scopes", FieldTypes.many(new FieldType.Text(1, 100, null)));

  /** The body that sets a partner up. */
  public static final Shape BODY = Shape.of(List.of(NAME, SCOPES), new Rule.Required(NAME));

  private static final Field<List<String>> REDIRECT_ORIGINS =
      new Field<>(
          "redirect_origins", new FieldType.Many<>(new FieldType.Text(1, 255, null), 0, 50, true));

  /** The body that changes a partner. */
  public static final Shape CHANGED =
      Shape.of(List.of(REDIRECT_ORIGINS), new Rule.Required(REDIRECT_ORIGINS));

  private final Partners partners;
  private final ClientSecrets secrets;
  private final Clients clients;
  private final Wakeups wakeups;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final WebOrigins origins;
  private final Audit audit;

  public ManagePartners(
      Partners partners,
      ClientSecrets secrets,
      Clients clients,
      Wakeups wakeups,
      Supplier<UUID> ids,
      InstantSource clock,
      OperatorTargets targets,
      Audit audit) {
    this.partners = partners;
    this.secrets = secrets;
    this.clients = clients;
    this.wakeups = wakeups;
    this.ids = ids;
    this.clock = clock;
    this.origins = new WebOrigins(targets);
    this.audit = audit;
  }

  /**
   * @param secret shown this once
   */
  public record WithSecret(Partner partner, String secret) {
    @Override
    public String toString() {
      return "WithSecret[" + partner.id() + "]";
    }
  }

  /**
   * @param body {@code name}, and {@code scopes} unless it is to be all that partners can have
   */
  public Answer<WithSecret> create(Map<String, ? extends @Nullable Object> body) {
    var faults = new Faults();
    var fields = BODY.read(body, faults, false);
    var asked = fields.get(SCOPES);
    if (asked != null) {
      for (var i = 0; i < asked.size(); i++) {
        if (!Scopes.exists(asked.get(i))) {
          faults
              .at(SCOPES.name())
              .at(Integer.toString(i))
              .add(asked.get(i), "is not a scope", "enum");
        }
      }
    }
    var name = fields.get(NAME);
    if (!faults.none() || name == null) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return Answer.ok(add(name, asked == null ? Set.copyOf(Scopes.OF_PARTNERS) : Set.copyOf(asked)));
  }

  /** In the program's own name: the demo's partner. */
  public WithSecret add(String name, Set<String> scopes) {
    return add(new PartnerId(ids.get()), name, scopes);
  }

  /**
   * Makes the row of a partner that an external issuer vouches for, unless it is there. Its own
   * client has a secret that nobody knows, until it is rotated.
   */
  public void provision(PartnerId id) {
    try {
      var made = add(id, id.toString(), Set.copyOf(Scopes.OF_PARTNERS)).partner();
      tell(made);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // Another request, here or on another node, may have been quicker.
      if (partners.find(id).isEmpty()) {
        throw e;
      }
      clients.forget(id.toString());
    }
  }

  private WithSecret add(PartnerId id, String name, Set<String> scopes) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
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
        AuditEntry.done(AuditAction.PARTNER_CREATED, id, id, NAME.name(), SCOPES.name()));
    return new WithSecret(partner, secret);
  }

  public List<Partner> list() {
    return partners.list();
  }

  /** Tokens of the old secret end at once. */
  public Answer<WithSecret> rotateSecret(PartnerId id) {
    var secret = secrets.make();
    var hash = secrets.hash(secret);
    return change(
            AuditEntry.done(AuditAction.PARTNER_SECRET_ROTATED, id, id, "client_secret"),
            id,
            old -> with(old, hash, old.secretVersion() + 1, old.disabled()))
        .map(partner -> new WithSecret(partner, secret));
  }

  /** Its tokens end at once; what was accepted is still delivered. */
  public Answer<Partner> disable(PartnerId id) {
    return change(
        AuditEntry.done(AuditAction.PARTNER_DISABLED, id, id, "disabled"),
        id,
        old -> with(old, old.secretHash(), old.secretVersion(), true));
  }

  /** Where the partner's fleets may be sent once they have connected or declined. */
  public Answer<Partner> update(PartnerId id, Map<String, ? extends @Nullable Object> body) {
    var faults = new Faults();
    var named = CHANGED.read(body, faults, false).get(REDIRECT_ORIGINS);
    var spelled = new TreeSet<String>();
    for (var i = 0; named != null && i < named.size(); i++) {
      var text = named.get(i);
      var here = faults.at(REDIRECT_ORIGINS.name()).at(Integer.toString(i));
      origins
          .origin(text)
          .ifPresentOrElse(
              spelled::add,
              () ->
                  here.add(
                      text.contains("@") ? "*****" : text,
                      "must be an origin such as https://app.example.com; http only where the"
                          + " operator allows its host and port",
                      "url_not_allowed"));
    }
    if (!faults.none()) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return change(
        AuditEntry.done(AuditAction.PARTNER_UPDATED, id, id, REDIRECT_ORIGINS.name()),
        id,
        old -> with(old, old.secretHash(), old.secretVersion(), old.disabled(), spelled));
  }

  /** Begins anew where somebody else, on any node, changed the partner meanwhile. */
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
    return with(old, hash, version, disabled, old.redirectOrigins());
  }

  private Partner with(
      Partner old, String hash, long version, boolean disabled, Set<String> redirectOrigins) {
    return new Partner(
        old.id(),
        old.name(),
        old.clientId(),
        hash,
        version,
        old.scopes(),
        disabled,
        redirectOrigins,
        old.createdAt(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }
}
