package dev.gladhand.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.marcnuri.helm.Helm;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** What Helm makes of the chart with some values: the objects, by kind and name. */
record Rendering(Map<String, JsonObject> objects) {
  static final Helm CHART = new Helm(Path.of("gladhand"));

  static Rendering with(Map<String, String> values) {
    var command = CHART.template().withName("north");
    values.forEach(command::set);
    var objects = new LinkedHashMap<String, JsonObject>();
    var gson = new Gson();
    for (var document : new Yaml().loadAll(command.call())) {
      if (document != null) {
        var object = gson.toJsonTree(document).getAsJsonObject();
        var name = object.getAsJsonObject("metadata").get("name").getAsString();
        var key = object.get("kind").getAsString() + "/" + name;
        if (objects.put(key, object) != null) {
          throw new IllegalStateException(key + " is there twice");
        }
      }
    }
    return new Rendering(objects);
  }

  /** Fails on a member that the type does not have, one that is missing, and one of a wrong type. */
  void check() throws IOException {
    new JSON();
    for (var object : objects.values()) {
      switch (object.get("kind").getAsString()) {
        case "Deployment" -> V1Deployment.validateJsonElement(object);
        case "Service" -> V1Service.validateJsonElement(object);
        case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(object);
        case "HorizontalPodAutoscaler" -> V2HorizontalPodAutoscaler.validateJsonElement(object);
        case "ServiceMonitor" -> checkMonitor(object.toString());
        default -> throw new IllegalArgumentException("an object of no known kind: " + object);
      }
    }
  }

  // This type keeps what it does not know: so it is written again, and has to lack nothing nor add anything.
  private static void checkMonitor(String json) throws JsonProcessingException {
    var mapper = new ObjectMapper();
    var monitor = mapper.readValue(json, ServiceMonitor.class);
    var strange =
        monitor.getAdditionalProperties().keySet().stream().toList().toString()
            + monitor.getSpec().getAdditionalProperties().keySet()
            + monitor.getSpec().getEndpoints().getFirst().getAdditionalProperties().keySet();
    if (!strange.equals("[][][]") || !mapper.readTree(json).equals(mapper.valueToTree(monitor))) {
      throw new IllegalArgumentException("a ServiceMonitor has no such members: " + strange);
    }
  }

  JsonObject the(String key) {
    var object = objects.get(key);
    if (object == null) {
      throw new IllegalArgumentException(key + " is not among " + objects.keySet());
    }
    return object;
  }

  JsonObject pod() {
    return the("Deployment/north")
        .getAsJsonObject("spec")
        .getAsJsonObject("template")
        .getAsJsonObject("spec");
  }

  JsonObject container() {
    return pod().getAsJsonArray("containers").get(0).getAsJsonObject();
  }
}
