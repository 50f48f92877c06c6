package dev.runnel.config.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.DurationText;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.Option;
import dev.runnel.spi.OptionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema (draft 7) of {@code runnel.toml}, for editors that complete and check as one
 * types. Made of the same options as the reader, and so of those of the providers at hand. Secret
 * options are not in it: they do not belong into the file.
 */
public final class JsonSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonSchema() {}

  /** The schema as text, indented. */
  public static String of(Providers providers) {
    KnownEndpoints known = KnownEndpoints.of(providers);
    ObjectNode root = table(RunnelToml.TOP);
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", ConfigFiles.NAME);
    ObjectNode properties = properties(root);
    properties.set("timeouts", table(RunnelToml.TIMEOUTS));
    properties.set("attempts", table(RunnelToml.ATTEMPTS));
    properties.set("breaker", table(RunnelToml.BREAKER));
    properties.set("log", table(RunnelToml.LOG));
    properties.set(GatewayToml.TABLE, table(GatewayToml.ALL));
    properties.set("endpoints", endpoints(known));
    properties.set("models", models());
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always written", e);
    }
  }

  private static ObjectNode endpoints(KnownEndpoints known) {
    ObjectNode endpoints = NODES.objectNode().put("type", "object");
    ObjectNode properties = endpoints.putObject("properties");
    for (EndpointOrigin origin : known.all()) {
      List<Option<?>> options = new ArrayList<>(RunnelToml.ENDPOINT);
      options.addAll(origin.options());
      properties.set(origin.id(), endpoint(options));
    }
    List<Option<?>> all = new ArrayList<>(known.options());
    all.add(GatewayToml.ON_DISCONNECT);
    properties.set(KnownEndpoints.ALL, endpoint(all));
    List<Option<?>> any = new ArrayList<>(RunnelToml.ENDPOINT);
    any.addAll(known.options());
    ObjectNode own = endpoint(any);
    own.putArray("required").add(RunnelToml.OF.name());
    endpoints.set("additionalProperties", own);
    return endpoints;
  }

  private static ObjectNode endpoint(Collection<Option<?>> options) {
    ObjectNode endpoint = table(options);
    properties(endpoint).set("limits", table(RunnelToml.LIMITS));
    return endpoint;
  }

  private static ObjectNode models() {
    ObjectNode pool = table(RunnelToml.POOL);
    pool.putArray("required").add(RunnelToml.CANDIDATES.name());
    ObjectNode weights = (ObjectNode) properties(pool).get(RunnelToml.WEIGHTS.name());
    weights.putObject("items").put("type", "integer").put("minimum", 1);
    ObjectNode models = NODES.objectNode().put("type", "object");
    ArrayNode forms = models.putObject("additionalProperties").putArray("anyOf");
    forms.addObject().put("type", "string").put("description", "ENDPOINT/MODEL");
    forms.add(pool);
    return models;
  }

  private static ObjectNode table(Collection<Option<?>> options) {
    ObjectNode table = NODES.objectNode().put("type", "object");
    ObjectNode properties = table.putObject("properties");
    options.stream()
        .filter(option -> !option.isSecret())
        .forEach(option -> properties.set(option.name(), value(option)));
    table.put("additionalProperties", false);
    return table;
  }

  private static ObjectNode properties(ObjectNode table) {
    return table.withObject("/properties");
  }

  private static ObjectNode value(Option<?> option) {
    ObjectNode value = NODES.objectNode().put("type", type(option.type()));
    if (!option.description().isEmpty()) {
      value.put("description", option.description());
    }
    if (option.type() == OptionType.LIST) {
      value.putObject("items").put("type", "string");
    } else if (option.type() == OptionType.DURATION) {
      value.put("pattern", "^(\\d{1,9}(ms|s|m|h)|P.*)$");
    } else if (GatewayToml.isSize(option)) {
      value.put("pattern", ByteSize.FORM);
    } else if (option == GatewayToml.ON_DISCONNECT) {
      value.put("pattern", "^(cancel|drain .+)$");
    } else if (option.type() == OptionType.URI) {
      value.put("format", "uri");
    }
    List<String> words = RunnelToml.words(option);
    if (!words.isEmpty()) {
      ArrayNode allowed = value.putArray("enum");
      words.forEach(allowed::add);
    }
    addDefault(value, option);
    return value;
  }

  private static String type(OptionType type) {
    return switch (type) {
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case FLAG -> "boolean";
      case LIST -> "array";
      default -> "string";
    };
  }

  private static void addDefault(ObjectNode schema, Option<?> option) {
    @Nullable Object value = option.defaultValue().orElse(null);
    if (value instanceof Long number) {
      schema.put("default", number);
    } else if (value instanceof Double number) {
      schema.put("default", number);
    } else if (value instanceof Boolean flag) {
      schema.put("default", flag);
    } else if (value instanceof Duration time) {
      schema.put("default", DurationText.of(time));
    } else if (value instanceof List<?> items) {
      ArrayNode list = schema.putArray("default");
      items.forEach(item -> list.add(String.valueOf(item)));
    } else if (value != null) {
      schema.put("default", value.toString());
    }
  }
}
