package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import org.jspecify.annotations.Nullable;

/** Reads a {@code usage} object. */
final class UsageParser {
  private final JsonEvents json;

  UsageParser(JsonEvents json) {
    this.json = json;
  }

  /** The usage; null where the value is no object, or reports nothing that is known. */
  @Nullable OpenAiUsage read(JsonToken start) {
    if (start != JsonToken.START_OBJECT) {
      json.skip(start);
      return null;
    }
    long prompt = OpenAiUsage.UNKNOWN;
    long completion = OpenAiUsage.UNKNOWN;
    long total = OpenAiUsage.UNKNOWN;
    long reasoning = OpenAiUsage.UNKNOWN;
    long cached = OpenAiUsage.UNKNOWN;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      switch (name) {
        case "prompt_tokens":
          prompt = count(value);
          break;
        case "completion_tokens":
          completion = count(value);
          break;
        case "total_tokens":
          total = count(value);
          break;
        case "completion_tokens_details":
          reasoning = detail(value, "reasoning_tokens");
          break;
        case "prompt_tokens_details":
          cached = detail(value, "cached_tokens");
          break;
        default:
          json.skip(value);
      }
    }
    boolean reportsNothing =
        prompt < 0 && completion < 0 && total < 0 && reasoning < 0 && cached < 0;
    return reportsNothing ? null : new OpenAiUsage(prompt, completion, total, reasoning, cached);
  }

  private long detail(JsonToken start, String wanted) {
    long count = OpenAiUsage.UNKNOWN;
    if (start != JsonToken.START_OBJECT) {
      json.skip(start);
      return count;
    }
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      boolean isWanted = json.name().equals(wanted);
      JsonToken value = json.next();
      if (isWanted) {
        count = count(value);
      } else {
        json.skip(value);
      }
    }
    return count;
  }

  private long count(JsonToken value) {
    return Math.max(json.numberOrSkip(value, OpenAiUsage.UNKNOWN), OpenAiUsage.UNKNOWN);
  }
}
