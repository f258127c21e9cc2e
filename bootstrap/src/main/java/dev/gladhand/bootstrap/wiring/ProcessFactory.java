package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.SealedNumbers;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditTrail;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGeneratorFactory;

/** Makes the beans that all parts of the node use: the clock, threads, ids, and the audit. */
@Factory
final class ProcessFactory {
  /**
   * The clock of the whole program, which shows the database's time. Even if the clocks of the
   * nodes differ, a token of one node is therefore valid at the others for its hour, and
   * credentials that one node has renewed expire at the same moment for every node. This is the
   * primary bean of its type, because Micronaut has a clock of its own.
   */
  @Singleton
  @Primary
  InstantSource clock(StoreTime clock) {
    return clock;
  }

  @Singleton
  @Bean(preDestroy = "close")
  VirtualTasks tasks() {
    return new VirtualTasks();
  }

  @Singleton
  TimeOrderedIds ids(StoreTime clock) {
    // Ids must be unique, not unguessable, because every access to an object is checked.
    return new TimeOrderedIds(
        clock, RandomGeneratorFactory.of("L128X256MixRandom").create(SecureRandom.getSeed(48)));
  }

  @Singleton
  ClockAndIds clockAndIds(StoreTime clock, TimeOrderedIds ids) {
    return new ClockAndIds(clock, ids);
  }

  @Singleton
  Audit audit(AuditTrail trail, TimeOrderedIds ids, StoreTime clock) {
    return new Audit(trail, ids, clock);
  }

  @Singleton
  SealedNumbers sealedNumbers(Secrets secrets) {
    return new SealedNumbers(secrets, new SecureRandom());
  }
}
