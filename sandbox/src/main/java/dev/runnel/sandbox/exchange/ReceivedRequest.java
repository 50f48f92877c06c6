package dev.runnel.sandbox.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * One request as it came: nothing decoded, folded or sorted.
 *
 * @param method for example {@code POST}
 * @param path the request target up to its first {@code ?}
 * @param query the request target after its first {@code ?}, or empty
 * @param headers names as the client wrote them, in the order received
 * @param body the body's bytes, without chunk framing; not copied: do not write to it
 */
public record ReceivedRequest(
    String method, String path, String query, List<Entry<String, String>> headers, byte[] body) {

  // A duplicate key or bytes after the document would hide a driver's mistake.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  public ReceivedRequest {
    headers = List.copyOf(headers);
  }

  /** The first header of this name, in any case. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All headers of this name, in any case and in order. */
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Entry::getValue)
        .toList();
  }

  /** The body as UTF-8. */
  public String bodyText() {
    return new String(body, UTF_8);
  }

  /** The body parsed; a missing node where it is empty or no JSON. */
  public JsonNode json() {
    try {
      return parsed();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * The body parsed.
   *
   * @throws JsonProcessingException where it is not exactly one JSON document without duplicate
   *     keys
   */
  public JsonNode parsed() throws JsonProcessingException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
