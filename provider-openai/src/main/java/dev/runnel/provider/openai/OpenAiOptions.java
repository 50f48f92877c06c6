package dev.runnel.provider.openai;

import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Option;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be configured. Beside who is asked, by whom and for which models, each option is a way
 * in which servers that speak this protocol are known to differ from OpenAI.
 */
final class OpenAiOptions {
  static final String AUTO = "auto";

  static final Option<URI> BASE_URL =
      StandardOptions.baseUrl("https://api.openai.com/v1")
          .describedAs("Where the service is, the path before /chat/completions included")
          .fromEnvironment("OPENAI_BASE_URL");

  static final Option<Secret> API_KEY =
      Option.secret("api-key")
          .describedAs("The key, such as sk-…")
          .fromEnvironment("OPENAI_API_KEY");

  static final Option<List<String>> MODELS =
      StandardOptions.models(OpenAiModels.KNOWN.toArray(String[]::new));

  static final Option<String> ORGANIZATION =
      Option.text("organization")
          .describedAs("The organisation that is billed, where a key belongs to several")
          .fromEnvironment("OPENAI_ORG_ID");

  static final Option<String> PROJECT =
      Option.text("project")
          .describedAs("The project that is billed, where a key belongs to several")
          .fromEnvironment("OPENAI_PROJECT_ID");

  static final Option<String> KEY_HEADER =
      Option.text("key-header")
          .defaultsTo("authorization")
          .describedAs("The header that takes the key; in authorization it follows 'Bearer'");

  static final Option<List<String>> HEADERS =
      Option.list("headers")
          .readBy(ExtraHeaders::read)
          .defaultsTo(List.of())
          .describedAs("Further headers, each written 'name: value'; not for secrets");

  static final Option<String> MAX_TOKENS_FIELD =
      Choice.of("max-tokens-field", AUTO, "max_completion_tokens", "max_tokens")
          .describedAs(
              "The name of the token limit; auto: the new one at OpenAI, else the old one");

  static final Option<String> SEED_FIELD =
      Option.text("seed-field").defaultsTo("seed").describedAs("The name of the seed");

  static final Option<String> SYSTEM_ROLE =
      Choice.of("system-role", AUTO, "system", "developer")
          .describedAs(
              "The role of system messages; auto: developer for OpenAI's models that reason");

  static final Option<Boolean> STREAM_USAGE =
      Option.flag("stream-usage")
          .defaultsTo(true)
          .describedAs("Ask for usage with stream_options; false where that is refused");

  static final Option<String> REASONING_BACK =
      Choice.of("reasoning-back", "none", "reasoning_content", "reasoning")
          .describedAs("The field in which reasoning is given back beside tool calls");

  static final Option<String> NAMED_TOOL =
      Choice.of("named-tool", "object", "required")
          .describedAs("How one tool is demanded: by its name, or as the only one there is");

  static final Option<List<String>> SUPPORTS =
      Choice.any("supports", words(Feature.values()))
          .defaultsTo(OpenAiCapabilities.AT_OPENAI)
          .describedAs("What every model is sure to have, such as tools or images");

  static final Option<List<String>> LACKS =
      Choice.any("lacks", words(Feature.values()))
          .describedAs("What no model has, such as json-schema; it is refused here");

  static final Option<List<String>> IGNORES =
      Choice.any("ignores", words(RequestParameter.values()))
          .describedAs("What does not reach the model, such as seed; it is dropped here");

  private OpenAiOptions() {}

  static List<Option<?>> all() {
    return HttpOptions.with(
        BASE_URL,
        API_KEY,
        MODELS,
        ORGANIZATION,
        PROJECT,
        KEY_HEADER,
        HEADERS,
        MAX_TOKENS_FIELD,
        SEED_FIELD,
        SYSTEM_ROLE,
        STREAM_USAGE,
        REASONING_BACK,
        NAMED_TOOL,
        SUPPORTS,
        LACKS,
        IGNORES);
  }

  /** A constant's name as it is written in an option, such as {@code json-schema}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> words(Enum<?>... constants) {
    return Arrays.stream(constants).map(OpenAiOptions::word).toList();
  }
}
