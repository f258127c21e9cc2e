package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.key.KeyWraps;
import dev.gladhand.application.key.RewrapSecrets;
import dev.gladhand.application.partner.AdminClient;
import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.application.partner.ClientSecrets;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.http.auth.AuthSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the beans of partners and their clients, and of the master key. */
@Factory
final class PartnerFactory {
  @Singleton
  AuthSettings authSettings(NodeSettings settings) {
    var issuer = settings.issuer();
    return issuer == null
        ? AuthSettings.EMBEDDED
        : new AuthSettings(
            new AuthSettings.External(
                issuer.url(),
                URI.create(issuer.jwksUrl()),
                issuer.audience(),
                issuer.partnerClaim(),
                issuer.admin(),
                issuer.provision(),
                issuer.lifetime()));
  }

  @Singleton
  ClientSecrets clientSecrets(Secrets secrets) {
    return new ClientSecrets(secrets, new SecureRandom());
  }

  @Singleton
  Clients clients(
      NodeSettings settings, Partners partners, ClientSecrets secrets, InstantSource clock) {
    var admin = settings.admin();
    return new Clients(
        partners,
        secrets,
        admin == null ? null : new AdminClient(admin.id(), admin.secret()),
        clock);
  }

  @Singleton
  CheckSecret checkSecret(Clients clients, InstantSource clock) {
    return new CheckSecret(clients, clock);
  }

  @Singleton
  PartnerCaps partnerCaps(NodeSettings settings) {
    return settings.caps();
  }

  @Singleton
  ManagePartners managePartners(
      Partners partners,
      ClientSecrets secrets,
      Clients clients,
      Wakeups wakeups,
      ClockAndIds clockAndIds,
      OperatorTargets targets,
      Audit audit) {
    return new ManagePartners(partners, secrets, clients, wakeups, clockAndIds, targets, audit);
  }

  @Singleton
  ChangeMasterKey changeMasterKey(KeyWraps wraps, Audit audit) {
    return new ChangeMasterKey(wraps, audit);
  }

  @Singleton
  RewrapSecrets rewrapSecrets(KeyWraps wraps, Tasks tasks) {
    return new RewrapSecrets(wraps, tasks);
  }
}
