package dev.runnel.gateway.openai;

import dev.runnel.api.Usage;
import dev.runnel.gateway.form.StreamBytes;
import java.util.OptionalLong;

/** Writes a usage, as far as it is known: what is not known is not there. */
final class UsageJson {
  private final StreamBytes json;
  private String separator = "";

  private UsageJson(StreamBytes json) {
    this.json = json;
  }

  /** Whether there is anything to write. */
  static boolean known(Usage usage) {
    return usage.inputTokens().isPresent() || usage.outputTokens().isPresent();
  }

  /** An object. */
  static void write(StreamBytes json, Usage usage) {
    UsageJson members = new UsageJson(json);
    json.text("{");
    members.member("prompt_tokens", usage.inputTokens());
    members.member("completion_tokens", usage.outputTokens());
    members.member("total_tokens", usage.totalTokens());
    members.details(
        "prompt_tokens_details",
        "cached_tokens",
        usage.cachedInputTokens(),
        "cache_write_tokens",
        usage.cacheWriteInputTokens());
    members.details(
        "completion_tokens_details",
        "reasoning_tokens",
        usage.reasoningTokens(),
        "",
        OptionalLong.empty());
    if (usage.source() == Usage.Source.ESTIMATED) {
      json.text(",\"estimated\":true");
    }
    json.text("}");
  }

  private void details(
      String name, String one, OptionalLong count, String other, OptionalLong otherCount) {
    if (count.isPresent() || otherCount.isPresent()) {
      json.text(separator).quoted(name).text(":{");
      separator = "";
      member(one, count);
      member(other, otherCount);
      json.text("}");
      separator = ",";
    }
  }

  private void member(String name, OptionalLong count) {
    if (count.isPresent()) {
      json.text(separator).quoted(name).text(":").number(count.getAsLong());
      separator = ",";
    }
  }
}
