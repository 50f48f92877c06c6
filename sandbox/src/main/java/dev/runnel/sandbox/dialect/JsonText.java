package dev.runnel.sandbox.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** The bits of JSON that the dialects write by hand, so that every byte of an answer is known. */
final class JsonText {

  private static final JsonMapper JSON = new JsonMapper();

  private JsonText() {}

  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  static String usage(Tokens tokens) {
    return "{\"prompt_tokens\":"
        + tokens.input()
        + ",\"completion_tokens\":"
        + tokens.output()
        + ",\"total_tokens\":"
        + tokens.total()
        + "}";
  }

  /** Usage with all that OpenAI details, whether there is any of it or not. */
  static String wholeUsage(Tokens tokens) {
    String plain = usage(tokens);
    return plain.substring(0, plain.length() - 1)
        + ",\"prompt_tokens_details\":{\"cached_tokens\":"
        + tokens.cached()
        + (tokens.cacheWritten() > 0 ? ",\"cache_write_tokens\":" + tokens.cacheWritten() : "")
        + ",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":"
        + tokens.reasoning()
        + ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
        + "\"rejected_prediction_tokens\":0}}";
  }

  /** The same JSON on one line; what is none, as it is. */
  static String oneLine(String json) {
    if (json.indexOf('\n') < 0) {
      return json;
    }
    try {
      return JSON.readTree(json).toString();
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  static String pretty(String json) {
    try {
      return JSON.readTree(json).toPrettyString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot pretty-print what is not JSON: " + json, e);
    }
  }
}
