package dev.gladhand.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** What a connection says it accepts, as a partner's own validator reads it. */
public final class Capabilities {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode writes;

  public Capabilities(Partner partner, String connection) {
    this.writes =
        partner
            .get("/v2/integrations/connections/" + connection + "/capabilities")
            .expect(200)
            .json()
            .get("writes");
  }

  private JsonNode of(Sample sample) {
    var resource = sample.name().replaceAll(" .*", "");
    return writes.get(resource).get(sample.isUpdate() ? "update" : "create");
  }

  public boolean supports(Sample sample) {
    return of(sample).get("supported").asBoolean();
  }

  /** What the published schema finds wrong with the body of this write. */
  public List<String> faults(Sample sample, JsonNode body) {
    return SCHEMAS.getSchema(of(sample).get("schema")).validate(body).stream()
        .map(String::valueOf)
        .toList();
  }
}
