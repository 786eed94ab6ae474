package dev.maskwise.job.schedule;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.ArrayList;
import java.util.List;

/**
 * What the API server would say of an object: a field that it does not know, a type, what lacks.
 */
final class ApiSchema {
  /** The classes of the API keep what they do not know, unless they are kept from it. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new KnownFields());

  private static final class KnownFields extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private ApiSchema() {}

  /**
   * An object of the Kubernetes API.
   *
   * @throws IllegalArgumentException when a field is unknown or has another type
   */
  static <T> T read(JsonNode node, Class<T> type) {
    return STRICT.convertValue(node, type);
  }

  /** The faults of a custom resource under the schema of its definition. */
  static List<String> faults(JsonNode node, JsonNode schema) {
    List<String> faults = new ArrayList<>();
    check("", node, schema, faults);
    return faults;
  }

  private static void check(String path, JsonNode node, JsonNode schema, List<String> faults) {
    String type = schema.path("type").asText();
    boolean fits =
        switch (type) {
          case "object" -> node.isObject();
          case "array" -> node.isArray();
          case "string" -> node.isTextual();
          case "boolean" -> node.isBoolean();
          case "integer" -> node.isIntegralNumber();
          default -> schema.path("x-kubernetes-int-or-string").asBoolean();
        };
    if (!fits) {
      faults.add(path + " is no " + type);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), node)) {
      faults.add(path + " is none of " + schema.get("enum"));
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (!node.has(name.asText())) {
                faults.add(path + " lacks " + name.asText());
              }
            });
    node.fields()
        .forEachRemaining(
            field -> {
              String inner = path + "/" + field.getKey();
              JsonNode known =
                  schema.path("properties").has(field.getKey())
                      ? schema.get("properties").get(field.getKey())
                      : schema.path("additionalProperties");
              if (known.isObject()) {
                check(inner, field.getValue(), known, faults);
              } else if (!schema.equals(METADATA)) {
                faults.add(inner + " is unknown");
              }
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      check(path + "/" + i, node.get(i), schema.path("items"), faults);
    }
  }

  /** What a definition says of metadata, which the API server checks itself. */
  private static final JsonNode METADATA =
      new ObjectMapper().createObjectNode().put("type", "object");

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode item : list) {
      if (item.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
