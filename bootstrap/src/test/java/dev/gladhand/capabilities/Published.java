package dev.gladhand.capabilities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A published schema, as somebody else's validator reads it. */
final class Published {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(true)
                          .failFast(true)
                          .build()));

  private static final BigDecimal LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Schema schema;

  Published(Map<String, ? extends @Nullable Object> schema) {
    this.schema = REGISTRY.getSchema(node(schema));
  }

  boolean accepts(Map<String, ? extends @Nullable Object> body) {
    return schema.validate(node(body)).isEmpty();
  }

  String faults(Map<String, ? extends @Nullable Object> body) {
    return schema.validate(node(body)).toString();
  }

  private static JsonNode node(Map<String, ? extends @Nullable Object> json) {
    return MAPPER.valueToTree(readable(json));
  }

  /** The validator takes a whole number beyond 64 bits for a small one, unless it has this type. */
  private static @Nullable Object readable(@Nullable Object json) {
    return switch (json) {
      case BigDecimal number when number.abs().compareTo(LONG) > 0 && whole(number) ->
          number.toBigIntegerExact();
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        map.forEach((key, value) -> copy.put(key, readable(value)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(item -> copy.add(readable(item)));
        yield copy;
      }
      case null, default -> json;
    };
  }

  private static boolean whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
