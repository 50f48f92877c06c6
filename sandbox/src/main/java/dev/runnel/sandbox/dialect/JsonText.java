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

  static String usage(int prompt, int completion) {
    return "{\"prompt_tokens\":"
        + prompt
        + ",\"completion_tokens\":"
        + completion
        + ",\"total_tokens\":"
        + (prompt + completion)
        + "}";
  }

  static String pretty(String json) {
    try {
      return JSON.readTree(json).toPrettyString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot pretty-print what is not JSON: " + json, e);
    }
  }
}
