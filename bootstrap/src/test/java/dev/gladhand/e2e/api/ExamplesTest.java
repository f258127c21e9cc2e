package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.e2e.client.AnswerBodies;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.http.openapi.ApiDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every body of the description has examples, and they are what the program takes and answers. */
class ExamplesTest {
  private static final JsonNode DOCUMENT = Http.JSON.valueToTree(ApiDescription.at("").document());
  private static final AnswerBodies BODIES = new AnswerBodies(schemas());

  @SuppressWarnings("unchecked") // The names of schemas are strings.
  private static Map<String, Object> schemas() {
    return (Map<String, Object>)
        ((Map<String, Object>) ApiDescription.at("").document().get("components")).get("schemas");
  }

  private record Shown(String where, Map<String, Object> schema, JsonNode example) {}

  @TestFactory
  Stream<DynamicTest> areOfTheirSchema() {
    var shown = new LinkedHashMap<String, Shown>();
    Stream.of("paths", "webhooks", "components")
        .forEach(section -> collect("/" + section, DOCUMENT.get(section), shown));
    return shown.values().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.where,
                    () ->
                        assertEquals(
                            "", BODIES.faults(one.schema, one.example.toString()), one.where)));
  }

  private void collect(String where, JsonNode node, Map<String, Shown> shown) {
    var content = node.path("content");
    if (content.isObject()) {
      content
          .properties()
          .forEach(media -> collectMedia(where + " " + media.getKey(), media.getValue(), shown));
    }
    node.properties()
        .forEach(child -> collect(where + "/" + child.getKey(), child.getValue(), shown));
    for (var i = 0; node.isArray() && i < node.size(); i++) {
      collect(where + "/" + i, node.get(i), shown);
    }
  }

  private static void collectMedia(String where, JsonNode media, Map<String, Shown> shown) {
    var examples = new LinkedHashMap<String, JsonNode>();
    media
        .path("examples")
        .properties()
        .forEach(
            named ->
                examples.put(
                    named.getKey(),
                    DOCUMENT.at(named.getValue().get("$ref").asText().substring(1)).get("value")));
    if (media.has("example")) {
      examples.put("example", media.get("example"));
    }
    assertFalse(examples.isEmpty(), () -> where + " has no example");
    var schema = media.get("schema");
    if (schema.has("$ref")) {
      examples.forEach(
          (name, value) ->
              shown.put(
                  where + " " + name,
                  new Shown(
                      where + " " + name, Map.of("$ref", schema.get("$ref").asText()), value)));
    }
  }

  @Test
  void thoseOfWritesAreTakenByTheValidator() {
    for (var resource : Resource.values()) {
      for (var type : OperationType.values()) {
        if (resource.allows(type)) {
          var faults = new Faults();
          Payloads.body(resource, type).read(example(resource, type), faults, false);
          assertEquals(List.of(), faults.list(), resource + " " + type);
        }
      }
    }
  }

  private static Map<?, ?> example(Resource resource, OperationType type) {
    var path = "/v2/telematics/" + resource.path();
    var operation =
        switch (type) {
          case CREATE -> DOCUMENT.get("paths").get(path).get("post");
          case UPDATE -> DOCUMENT.get("paths").get(path + "/{id}").get("patch");
        };
    var examples = operation.at("/requestBody/content/application~1json/examples");
    var name = examples.fieldNames().next();
    return decimals(DOCUMENT.at("/components/examples/" + name + "/value"));
  }

  /** Numbers as the program reads them. */
  private static Map<?, ?> decimals(JsonNode body) {
    var map = new LinkedHashMap<String, Object>();
    body.properties()
        .forEach(
            field ->
                map.put(
                    field.getKey(),
                    field.getValue().isNumber()
                        ? field.getValue().decimalValue()
                        : Http.JSON.convertValue(field.getValue(), Object.class)));
    return map;
  }
}
