package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import org.jspecify.annotations.Nullable;

/** Reads a {@code usage} object. */
final class UsageParser {
  private final JsonEvents json;

  // What the details say; of a repeated field the last counts.
  private long cached;
  private long cacheWrite;
  private long reasoning;

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
    cached = OpenAiUsage.UNKNOWN;
    cacheWrite = OpenAiUsage.UNKNOWN;
    reasoning = OpenAiUsage.UNKNOWN;
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
          readDetails(value, false);
          break;
        case "prompt_tokens_details":
          readDetails(value, true);
          break;
        default:
          json.skip(value);
      }
    }
    boolean reportsNothing =
        prompt < 0 && completion < 0 && total < 0 && reasoning < 0 && cached < 0 && cacheWrite < 0;
    return reportsNothing
        ? null
        : new OpenAiUsage(prompt, completion, total, reasoning, cached, cacheWrite);
  }

  private void readDetails(JsonToken start, boolean ofPrompt) {
    if (ofPrompt) {
      cached = OpenAiUsage.UNKNOWN;
      cacheWrite = OpenAiUsage.UNKNOWN;
    } else {
      reasoning = OpenAiUsage.UNKNOWN;
    }
    if (start != JsonToken.START_OBJECT) {
      json.skip(start);
      return;
    }
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (ofPrompt && name.equals("cached_tokens")) {
        cached = count(value);
      } else if (ofPrompt && name.equals("cache_write_tokens")) {
        cacheWrite = count(value);
      } else if (!ofPrompt && name.equals("reasoning_tokens")) {
        reasoning = count(value);
      } else {
        json.skip(value);
      }
    }
  }

  private long count(JsonToken value) {
    return Math.max(json.numberOrSkip(value, OpenAiUsage.UNKNOWN), OpenAiUsage.UNKNOWN);
  }
}
