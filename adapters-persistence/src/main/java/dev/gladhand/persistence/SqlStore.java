package dev.gladhand.persistence;

import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.bulk.BulkActions;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.persistence.audit.AuditRepository;
import dev.gladhand.persistence.audit.ChainRepository;
import dev.gladhand.persistence.audit.SqlAuditTrail;
import dev.gladhand.persistence.bulk.BulkActionRepository;
import dev.gladhand.persistence.bulk.SqlBulkActions;
import dev.gladhand.persistence.connection.ConnectionRepository;
import dev.gladhand.persistence.connection.ConnectionSecretRepository;
import dev.gladhand.persistence.connection.SettingsSchemas;
import dev.gladhand.persistence.connection.SqlConnections;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.invitation.InvitationRepository;
import dev.gladhand.persistence.invitation.OauthAppRepository;
import dev.gladhand.persistence.invitation.SignInRepository;
import dev.gladhand.persistence.invitation.SqlInvitations;
import dev.gladhand.persistence.invitation.SqlOauthApps;
import dev.gladhand.persistence.invitation.SqlSignIns;
import dev.gladhand.persistence.lane.SqlLanes;
import dev.gladhand.persistence.operation.SqlKeptBytes;
import dev.gladhand.persistence.operation.SqlOperations;
import dev.gladhand.persistence.partner.PartnerRepository;
import dev.gladhand.persistence.partner.SqlPartners;
import dev.gladhand.persistence.reference.ReferenceRepository;
import dev.gladhand.persistence.reference.RefreshJobRepository;
import dev.gladhand.persistence.reference.SqlReferences;
import dev.gladhand.persistence.reference.SqlRefreshJobs;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SecretRepository;
import dev.gladhand.persistence.secret.SqlSecrets;
import io.micronaut.context.BeanContext;

/**
 * All stores over one database, except those of {@link SqlEventStores}; for programs that do not
 * use Micronaut's beans.
 */
public record SqlStore(
    Database database,
    Operations operations,
    Lanes lanes,
    Connections connections,
    References references,
    Partners partners,
    Secrets secrets,
    RefreshJobs refreshJobs,
    AuditTrail auditTrail,
    BulkActions bulkActions,
    Invitations invitations,
    OauthAppStore oauthApps,
    SignIns signIns,
    KeptBytes keptBytes) {

  static SqlStore of(BeanContext beans, MasterKeys keys, SettingsSchemas schemas) {
    var database = beans.getBean(Database.class);
    return new SqlStore(
        database,
        new SqlOperations(database, beans.getBean(EventBell.class)),
        new SqlLanes(database),
        new SqlConnections(
            database,
            beans.getBean(ConnectionRepository.class),
            beans.getBean(ConnectionSecretRepository.class),
            keys,
            schemas),
        new SqlReferences(
            database,
            beans.getBean(ReferenceRepository.class),
            beans.getBean(ConnectionRepository.class)),
        new SqlPartners(database, beans.getBean(PartnerRepository.class)),
        new SqlSecrets(database, beans.getBean(SecretRepository.class), keys),
        new SqlRefreshJobs(database, beans.getBean(RefreshJobRepository.class)),
        new SqlAuditTrail(
            database, beans.getBean(AuditRepository.class), beans.getBean(ChainRepository.class)),
        new SqlBulkActions(database, beans.getBean(BulkActionRepository.class)),
        new SqlInvitations(database, beans.getBean(InvitationRepository.class)),
        new SqlOauthApps(database, beans.getBean(OauthAppRepository.class), keys),
        new SqlSignIns(database, beans.getBean(SignInRepository.class)),
        new SqlKeptBytes(database));
  }
}
