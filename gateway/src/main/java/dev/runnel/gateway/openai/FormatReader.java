package dev.runnel.gateway.openai;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ResponseFormat;
import dev.runnel.gateway.form.Extra;
import dev.runnel.gateway.form.JsonBody;
import java.util.List;
import java.util.Set;

/** Reads the {@code response_format}. */
final class FormatReader {
  private final Leftovers leftovers;
  private final List<Extra> extras;

  /**
   * @param extras where the format goes as it came, where that says more than Runnel's does
   */
  FormatReader(Leftovers leftovers, List<Extra> extras) {
    this.leftovers = leftovers;
    this.extras = extras;
  }

  void read(Field format, ChatRequest.Builder request) {
    if (!format.present()) {
      return;
    }
    Field type = format.object().need("type");
    switch (type.text()) {
      case "text" -> request.responseFormat(ResponseFormat.TEXT);
      case "json_object" -> request.responseFormat(ResponseFormat.JSON_OBJECT);
      case "json_schema" -> {
        request.responseFormat(schema(format.need("json_schema").object()));
        if (format.get("json_schema").get("description").present()) {
          extras.add(
              new Extra(
                  "response_format",
                  JsonBody.plain(format.node()),
                  "response_format.json_schema.description"));
        }
      }
      default -> throw type.notAmong("'text', 'json_object', 'json_schema'");
    }
    leftovers.addOthers(format, Set.of("type", "json_schema"));
  }

  private ResponseFormat schema(Field json) {
    leftovers.addOthers(json, Set.of("name", "description", "schema", "strict"));
    Field schema = json.get("schema");
    return new ResponseFormat.JsonSchema(
        json.need("name").filled(),
        schema.present() ? schema.object().node().toString() : "{}",
        json.get("strict").isSet());
  }
}
