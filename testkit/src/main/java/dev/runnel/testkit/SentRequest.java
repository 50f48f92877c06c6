package dev.runnel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.api.ChatRequest;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request as it came to the sandbox, in a form that tests compare.
 *
 * @param headers beside those that any HTTP client must or may send, by lower case name
 * @param body as JSON means it: objects are maps, arrays lists, numbers doubles
 * @param violations what the sandbox found wrong with it
 */
public record SentRequest(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Map<String, Object> body,
    List<String> violations) {
  private static final Set<String> HEADERS_OF_HTTP =
      Set.of("host", "content-length", "connection", "accept", "accept-encoding");

  /**
   * Reads what came.
   *
   * @throws AssertionError when a header came twice, {@code content-length} is not true or the body
   *     is no JSON object
   */
  static SentRequest of(Exchange exchange) {
    ReceivedRequest request = exchange.request();
    if (!(value(request.json()) instanceof Map<?, ?> fields)) {
      throw new AssertionError("The body is no JSON object: " + request.bodyText());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    fields.forEach((name, value) -> body.put(String.valueOf(name), value));
    return new SentRequest(
        request.method(),
        request.path(),
        request.query(),
        ownHeaders(request),
        body,
        exchange.violations());
  }

  /** A request's conversation as services of the OpenAI form want it, for comparison. */
  public static List<Map<String, Object>> messages(ChatRequest request) {
    return request.messages().stream()
        .map(
            message ->
                Map.<String, Object>of(
                    "role", message.role().wireName(), "content", message.text()))
        .toList();
  }

  private static Map<String, String> ownHeaders(ReceivedRequest request) {
    Map<String, String> own = new TreeMap<>();
    for (Map.Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (request.headers(name).size() > 1) {
        throw new AssertionError("The header " + name + " came more than once");
      }
      if (!HEADERS_OF_HTTP.contains(name)) {
        own.put(name, header.getValue());
      }
    }
    List<String> lengths = request.headers("content-length");
    if (!lengths.equals(List.of(String.valueOf(request.body().length)))) {
      throw new AssertionError("The content-length is not that of the body: " + lengths);
    }
    return own;
  }

  private static Object value(JsonNode json) {
    if (json.isObject()) {
      Map<String, Object> object = new LinkedHashMap<>();
      json.fieldNames().forEachRemaining(name -> object.put(name, value(json.get(name))));
      return object;
    }
    if (json.isArray()) {
      List<Object> array = new ArrayList<>();
      json.forEach(element -> array.add(value(element)));
      return array;
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    return json.isBoolean() ? (Object) json.booleanValue() : json.textValue();
  }
}
