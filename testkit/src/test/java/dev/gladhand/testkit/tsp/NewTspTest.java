package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gladhand.domain.tsp.TspAdapterFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The script that begins a provider's module, in a copy of what it reads. */
class NewTspTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path copy = Path.of(".");

  @BeforeEach
  void copyWhatTheScriptReads() throws IOException {
    try (var scripts = Files.walk(PROJECT.resolve("scripts"))) {
      for (var path : scripts.filter(Files::isRegularFile).toList()) {
        copy(path);
      }
    }
    copy(PROJECT.resolve("pom.xml"));
    copy(PROJECT.resolve("bootstrap/pom.xml"));
    copy(PROJECT.resolve("adapters-tsp-samsara/pom.xml"));
  }

  private void copy(Path path) throws IOException {
    var to = copy.resolve(PROJECT.relativize(path));
    Files.createDirectories(to.getParent());
    Files.copy(path, to);
  }

  private record Run(int status, String said) {}

  private Run newTsp(String... names) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("sh", copy.resolve("scripts/new-tsp").toString()));
    command.addAll(List.of(names));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Run(process.exitValue(), said);
  }

  @Test
  void writesAModuleAndTwoLines() throws IOException, InterruptedException {
    var before = files();
    var pom = lines("pom.xml");
    var bootstrap = lines("bootstrap/pom.xml");

    var run = newTsp("acmefleet", "AcmeFleet");

    assertEquals(0, run.status(), run.said());
    var made = files();
    made.removeAll(before);
    var java = "adapters-tsp-acmefleet/src/main/java/dev/gladhand/tsp/acmefleet/";
    assertEquals(
        new TreeSet<>(
            List.of(
                "adapters-tsp-acmefleet/README.md",
                "adapters-tsp-acmefleet/pom.xml",
                java + "AcmeFleetAdapter.java",
                java + "AcmeFleetAdapterFactory.java",
                java + "AcmeFleetCredentials.java",
                java + "AcmeFleetSettings.java",
                java + "package-info.java",
                "adapters-tsp-acmefleet/src/main/resources/META-INF/services/"
                    + "dev.gladhand.domain.tsp.TspAdapterFactory",
                "adapters-tsp-acmefleet/src/test/java/dev/gladhand/tsp/acmefleet/"
                    + "AcmeFleetContractTest.java")),
        made);
    for (var file : made) {
      var text = Files.readString(copy.resolve(file));
      assertFalse(text.contains("@slug@") || text.contains("@Name@"), file);
    }
    assertEquals(
        List.of("    <module>adapters-tsp-acmefleet</module>"), added(pom, lines("pom.xml")));
    assertEquals(
        List.of(
            "    <dependency><groupId>dev.gladhand</groupId>"
                + "<artifactId>gladhand-adapters-tsp-acmefleet</artifactId>"
                + "<version>${project.version}</version></dependency>"),
        added(bootstrap, lines("bootstrap/pom.xml")));
  }

  @Test
  void whatItWritesCompilesKeepsTheContractAndMakesNoWrite() throws Exception {
    assertEquals(0, newTsp("acmefleet", "AcmeFleet").status());
    var module = copy.resolve("adapters-tsp-acmefleet");
    var classes = Files.createDirectories(copy.resolve("classes"));
    compile(module, classes);
    var resources = module.resolve("src/main/resources");
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    try (var loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL(), resources.toUri().toURL()}, before)) {
      var made =
          ServiceLoader.load(TspAdapterFactory.class, loader).stream()
              .map(provider -> provider.get().getClass().getSimpleName())
              .toList();
      assertTrue(made.contains("AcmeFleetAdapterFactory"), made::toString);
      thread.setContextClassLoader(loader);
      var listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      selectClass(
                          loader.loadClass("dev.gladhand.tsp.acmefleet.AcmeFleetContractTest")))
                  .build(),
              listener);
      // No sample, and as the contract holds: no write that the adapter would make.
      assertEquals(List.of(), listener.getSummary().getFailures());
      assertTrue(listener.getSummary().getTestsSucceededCount() > 0);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void compile(Path module, Path classes) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:all",
                "-Werror"));
    try (var files = Files.walk(module)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    var said = new ByteArrayOutputStream();
    var javac = ToolProvider.getSystemJavaCompiler();
    var status = javac.run(null, said, said, arguments.toArray(String[]::new));
    assertEquals(0, status, said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void refusesBadNamesAndTouchesNothing() throws IOException, InterruptedException {
    var before = files();
    var pom = lines("pom.xml");
    for (var name :
        List.of("", "Acme", "9lives", "a-b", "a_b", "../acme", "a b", "ünlü", "kit", "class")) {
      var run = newTsp(name);
      assertEquals(2, run.status(), () -> name + ": " + run.said());
      assertTrue(run.said().startsWith("new-tsp: "), run.said());
    }
    assertEquals(2, newTsp("a".repeat(31)).status());
    assertEquals(2, newTsp("acme", "Other").status());
    assertEquals(2, newTsp("samsara").status());
    assertEquals(2, newTsp().status());
    assertEquals(before, files());
    assertEquals(pom, lines("pom.xml"));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(copy.resolve(file));
  }

  private static List<String> added(List<String> before, List<String> after) {
    var rest = new ArrayList<>(after);
    before.forEach(rest::remove);
    assertEquals(before.size() + rest.size(), after.size(), "lines were taken away");
    return rest;
  }

  private Set<String> files() throws IOException {
    try (var all = Files.walk(copy)) {
      return all.filter(Files::isRegularFile)
          .map(path -> copy.relativize(path).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
