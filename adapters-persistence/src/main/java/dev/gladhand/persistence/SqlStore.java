package dev.gladhand.persistence;

import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.Secrets;

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

  /** Over a database whose schema is up to date. */
  public static SqlStore of(Database database, MasterKeys keys, SettingsSchemas schemas) {
    return new SqlStore(
        database,
        new SqlOperations(database),
        new SqlLanes(database),
        new SqlConnections(database, keys, schemas),
        new SqlReferences(database),
        new SqlPartners(database),
        new SqlSecrets(database, keys),
        new SqlRefreshJobs(database));
  }
}
