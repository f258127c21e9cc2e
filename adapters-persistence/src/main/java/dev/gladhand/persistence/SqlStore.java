package dev.gladhand.persistence;

import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;
import io.micronaut.context.BeanContext;

/** All ports of the store over one database; for those who put the program together by hand. */
public record SqlStore(
    Database database,
    Operations operations,
    Lanes lanes,
    Connections connections,
    References references,
    Partners partners,
    Secrets secrets,
    RefreshJobs refreshJobs) {

  static SqlStore of(BeanContext beans, MasterKeys keys, SettingsSchemas schemas) {
    var database = beans.getBean(Database.class);
    return new SqlStore(
        database,
        new SqlOperations(database),
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
        new SqlRefreshJobs(database, beans.getBean(RefreshJobRepository.class)));
  }
}
