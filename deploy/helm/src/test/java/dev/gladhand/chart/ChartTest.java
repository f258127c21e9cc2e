package dev.gladhand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart renders to objects that Kubernetes knows, and to what a node needs. */
class ChartTest {
  private static final Map<String, String> EVERYTHING =
      Map.of(
          "autoscaling.enabled", "true",
          "serviceMonitor.enabled", "true",
          "serviceMonitor.labels.release", "prometheus",
          "publicUrl", "https://gladhand.example",
          "env.GLADHAND_KEEP", "720h",
          "imagePullSecrets[0].name", "registry",
          "nodeSelector.disk", "ssd",
          "podAnnotations.team", "fleet");

  @Test
  void helmFindsNothing() {
    var found = Rendering.CHART.lint().strict().call();
    assertFalse(found.isFailed(), () -> found.getMessages().toString());
  }

  @Test
  void rendersToObjectsThatKubernetesKnows() throws IOException {
    var usual = Rendering.with(Map.of());
    usual.check();
    assertEquals(
        Set.of(
            "Deployment/north",
            "Service/north",
            "Service/north-management",
            "PodDisruptionBudget/north"),
        usual.objects().keySet());
    var all = Rendering.with(EVERYTHING);
    all.check();
    assertTrue(all.objects().containsKey("HorizontalPodAutoscaler/north"));
    assertTrue(all.objects().containsKey("ServiceMonitor/north"));
    assertFalse(
        all.the("Deployment/north").getAsJsonObject("spec").has("replicas"), "the scaler decides");
  }

  @Test
  void theCheckNoticesAMemberThatThereIsNot() {
    var deployment = Rendering.with(Map.of()).the("Deployment/north").deepCopy();
    deployment.getAsJsonObject("spec").addProperty("replica", 2);
    assertThrows(
        IllegalArgumentException.class, () -> V1Deployment.validateJsonElement(deployment));
  }

  @Test
  void podsAreReplacedAllAtOnceUnlessAskedOtherwise() {
    assertEquals("Recreate", strategy(Map.of()));
    assertEquals("RollingUpdate", strategy(Map.of("strategy", "RollingUpdate")));
  }

  private static String strategy(Map<String, String> values) {
    var spec = Rendering.with(values).the("Deployment/north").getAsJsonObject("spec");
    return spec.getAsJsonObject("strategy").get("type").getAsString();
  }

  @Test
  void aPodIsGivenLongerToEndThanANodeTakes() {
    var rendering = Rendering.with(Map.of("graceSeconds", "60"));
    assertTrue(rendering.pod().get("terminationGracePeriodSeconds").getAsInt() > 60);
    assertTrue(
        rendering
            .container()
            .getAsJsonArray("env")
            .contains(JsonParser.parseString("{\"name\":\"GLADHAND_GRACE\",\"value\":\"60s\"}")));
  }

  @Test
  void secretsAreReferredToAndNeverHeld() {
    var rendering = Rendering.with(Map.of("secretName", "vault"));
    assertEquals(
        "[{\"secretRef\":{\"name\":\"vault\"}}]",
        rendering.container().getAsJsonArray("envFrom").toString());
    assertTrue(rendering.objects().keySet().stream().noneMatch(key -> key.startsWith("Secret/")));
  }

  @Test
  void aPodHasNoRightsAndAHealthThatNodesAnswer() {
    var container = Rendering.with(Map.of()).container();
    var rights = container.getAsJsonObject("securityContext");
    assertTrue(rights.get("readOnlyRootFilesystem").getAsBoolean());
    assertFalse(rights.get("allowPrivilegeEscalation").getAsBoolean());
    assertEquals("{\"drop\":[\"ALL\"]}", rights.get("capabilities").toString());
    for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      var path = container.getAsJsonObject(probe).getAsJsonObject("httpGet").get("path");
      assertTrue(Set.of("/health/liveness", "/health/readiness").contains(path.getAsString()));
    }
  }

  @Test
  void scalesByASeriesThatTheDashboardShowsToo() throws IOException {
    var metric =
        Rendering.with(EVERYTHING)
            .the("HorizontalPodAutoscaler/north")
            .getAsJsonObject("spec")
            .getAsJsonArray("metrics")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("pods")
            .getAsJsonObject("metric")
            .get("name")
            .getAsString();
    assertTrue(Files.readString(Path.of("..", "grafana", "gladhand.json")).contains(metric));
  }

  @ParameterizedTest
  @CsvSource({
    "database.url,jdbc:h2:mem:x",
    "env.GLADHAND_MASTER_KEY,x",
    "env.GLADHAND_GRACE,90s",
    "managementPort,8080",
    "replicas,0",
    "replica,2",
    "strategy,Rolling",
    "publicUrl,gladhand.example"
  })
  void refusesValuesThatNoNodeWouldRunWith(String name, String value) {
    var refusal =
        assertThrows(RuntimeException.class, () -> Rendering.with(Map.of(name, value)), name);
    assertTrue(refusal.getMessage().contains("schema"), refusal.getMessage());
  }
}
