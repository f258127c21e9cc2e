package dev.gladhand.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The packages under one root. The rules hold for {@link #GLADHAND}; the classes that break them
 * live in {@link #BROKEN}, a house of the same plan inside the tests.
 */
record House(String root, int mostOfAPackage) {
  static final House GLADHAND = new House("dev.gladhand", 20);
  static final House BROKEN = new House("dev.gladhand.architecture.broken", 2);

  /** What the program consists of: no tests, and nothing that Micronaut's processor wrote. */
  JavaClasses program() {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("test-classes/"))
        .withImportOption(location -> !location.contains("$Definition") && !location.contains("/$"))
        .importPackages(root);
  }

  String[] in(String... parts) {
    return Stream.of(parts).map(part -> root + "." + part + "..").toArray(String[]::new);
  }

  DescribedPredicate<JavaClass> reside(String... parts) {
    return JavaClass.Predicates.resideInAnyPackage(in(parts)).as(String.join(" or ", parts));
  }

  /** The adapter that a class belongs to: http, console, webhooks, persistence, or one per TSP. */
  Optional<String> adapterOf(JavaClass type) {
    var name = type.getPackageName() + ".";
    for (var plain : new String[] {"http", "console", "webhooks", "persistence"}) {
      if (name.startsWith(root + "." + plain + ".")) {
        return Optional.of(plain);
      }
    }
    return tspOf(type).map(tsp -> "tsp." + tsp);
  }

  /** The TSP whose module a class belongs to; the kit is none. */
  Optional<String> tspOf(JavaClass type) {
    var prefix = root + ".tsp.";
    if (!type.getPackageName().startsWith(prefix)) {
      return Optional.empty();
    }
    var name = type.getPackageName().substring(prefix.length()).split("\\.", 2)[0];
    return name.equals("kit") ? Optional.empty() : Optional.of(name);
  }

  DescribedPredicate<JavaClass> belongToATsp() {
    return describe("belong to a TSP", type -> tspOf(type).isPresent());
  }
}
