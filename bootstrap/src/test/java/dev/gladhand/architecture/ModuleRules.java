package dev.gladhand.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.gladhand.application.store.EndedSessions;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.architecture.broken.application.KnowsJson;
import dev.gladhand.architecture.broken.console.AsksTheStore;
import dev.gladhand.architecture.broken.console.KnowsNetty;
import dev.gladhand.architecture.broken.domain.KnowsALogger;
import dev.gladhand.architecture.broken.http.CallsOutUnguarded;
import dev.gladhand.architecture.broken.http.KnowsAnotherAdapter;
import dev.gladhand.architecture.broken.http.KnowsTheOutboundClient;
import dev.gladhand.architecture.broken.http.SpeaksSql;
import dev.gladhand.architecture.broken.json.CodecKnowsALogger;
import dev.gladhand.architecture.broken.tsp.acme.AcmeBean;
import java.util.stream.Stream;

/** Who may know whom. */
final class ModuleRules {
  private ModuleRules() {}

  static Stream<Rule> all() {
    return Stream.of(
        new Rule(
            "the domain knows the JDK and nothing else, and so do the shares",
            KnowsALogger.class,
            house ->
                classes()
                    .that(house.reside("domain", "share"))
                    .should()
                    .onlyDependOnClassesThat(
                        house
                            .reside("domain", "share")
                            .or(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..")))),
        new Rule(
            "the application knows the domain, the JSON codec, the shares, SLF4J and nothing else",
            KnowsJson.class,
            house ->
                classes()
                    .that(house.reside("application"))
                    .should()
                    .onlyDependOnClassesThat(
                        house
                            .reside("application", "domain", "json", "share")
                            .or(
                                resideInAnyPackage(
                                    "java..", "javax.crypto..", "org.jspecify..", "org.slf4j..")))),
        new Rule(
            "JSON is read and written in one place",
            KnowsJson.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(house.in("json"))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."))),
        new Rule(
            "the JSON codec knows Jackson's parser and nothing else",
            CodecKnowsALogger.class,
            house ->
                classes()
                    .that(house.reside("json"))
                    .should()
                    .onlyDependOnClassesThat(
                        house
                            .reside("json")
                            .or(
                                resideInAnyPackage(
                                    "java..", "org.jspecify..", "com.fasterxml.jackson.core..")))),
        new Rule(
            "no adapter knows another adapter",
            KnowsAnotherAdapter.class,
            house -> classes().should(knowNoOtherAdapter(house))),
        new Rule(
            "the console knows use cases, the domain, shares, and what pages are made with",
            KnowsNetty.class,
            house ->
                classes()
                    .that(house.reside("console"))
                    .should()
                    .onlyDependOnClassesThat(
                        house
                            .reside("console", "application", "domain", "json", "share")
                            .or(
                                resideInAnyPackage(
                                    "java..",
                                    "javax.crypto..",
                                    "jakarta.inject..",
                                    "io.micronaut..",
                                    "reactor..",
                                    "org.reactivestreams..",
                                    "com.nimbusds..",
                                    "gg.jte..",
                                    "org.jspecify..",
                                    "org.slf4j..")))),
        new Rule(
            "the console asks use cases, and the store only for its own sessions",
            AsksTheStore.class,
            house ->
                noClasses()
                    .that(house.reside("console"))
                    .should()
                    .dependOnClassesThat(
                        house
                            .reside("application.store")
                            .and(JavaClass.Predicates.INTERFACES)
                            .and(not(belongToAnyOf(EndedSessions.class, Secrets.class))))),
        new Rule(
            "the guarded client is called by the TSP kit and the webhooks, and wired by bootstrap",
            KnowsTheOutboundClient.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(
                        house.in("outbound", "tsp.kit", "webhooks", "bootstrap", "testkit"))
                    .should()
                    .dependOnClassesThat(house.reside("outbound"))),
        new Rule(
            "what leaves the gateway goes through the guarded client",
            CallsOutUnguarded.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(
                        house.in("outbound", "bootstrap", "sandbox", "testkit"))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.net.http..", "org.apache.hc..", "io.micronaut.http.client..")
                            .or(JavaClass.Predicates.assignableTo(java.net.URLConnection.class))
                            .or(JavaClass.Predicates.assignableTo(java.net.Socket.class)))),
        new Rule(
            "domain, application, TSPs, guarded client and sandbox are free of the framework",
            AcmeBean.class,
            house ->
                noClasses()
                    .that(house.reside("domain", "application", "tsp", "outbound", "sandbox"))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage("io.micronaut..", "jakarta..", "io.netty.."))),
        new Rule(
            "SQL stands in persistence",
            SpeaksSql.class,
            house ->
                noClasses()
                    .that()
                    .resideOutsideOfPackages(house.in("persistence"))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "io.micronaut.data..",
                            "org.h2..",
                            "org.postgresql.."))));
  }

  private static ArchCondition<JavaClass> knowNoOtherAdapter(House house) {
    return new ArchCondition<>("know no other adapter") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var own = house.adapterOf(type);
        if (own.isEmpty()) {
          return;
        }
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var other = house.adapterOf(dependency.getTargetClass());
          if (other.isPresent() && !other.equals(own)) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }
}
