package dev.runnel.gateway.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads the JSON of requests, strictly and within bounds. */
public final class JsonBody {
  /** Deeper than tools and their arguments go, and far above what a stack bears. */
  private static final int DEEPEST = 200;

  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_NAME = 10_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxNameLength(LONGEST_NAME)
                          .maxStringLength(Integer.MAX_VALUE) // the body has its own bound
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** What the parser says of itself and its settings, which is no client's business. */
  private static final Pattern ASIDE =
      Pattern.compile(
          ", from `[^`]*`|: enable `.*|: was expecting .*| \\(for .*|; expected .*|: expected close marker .*|: not allowed .*");

  private JsonBody() {}

  /**
   * The object that a body is.
   *
   * @throws RefusedException when it is none
   */
  public static JsonNode object(byte[] body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw refused(
          "The body of the request is not valid JSON"
              + place(e.getLocation())
              + ": "
              + ASIDE.matcher(e.getOriginalMessage()).replaceAll(""));
    } catch (IOException e) {
      throw refused("The body of the request is not valid UTF-8");
    }
    if (!tree.isObject()) {
      throw refused(
          tree.isMissingNode()
              ? "The request has no body; expected a JSON object"
              : "The body of the request is not a JSON object");
    }
    return tree;
  }

  /** A value as plain Java: maps, lists, strings, numbers, booleans, nulls. */
  public static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }

  private static String place(JsonLocation where) {
    return where == null ? "" : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static RefusedException refused(String why) {
    return new RefusedException(Trouble.of(Trouble.Kind.INVALID_REQUEST, why));
  }
}
