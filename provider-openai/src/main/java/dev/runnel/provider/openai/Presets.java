package dev.runnel.provider.openai;

import dev.runnel.spi.EndpointPreset;
import java.util.List;
import java.util.Optional;

/**
 * Services and servers that are known to speak this protocol, with what is known of their ways. The
 * sources are in {@code docs/protocols/openai.md}.
 */
final class Presets {
  private static final List<Preset> ALL =
      List.of(
          Preset.of("azure", "Azure OpenAI")
              .homepage("https://learn.microsoft.com/azure/ai-foundry/openai/")
              .key("AZURE_OPENAI_API_KEY")
              .needs(OpenAiOptions.BASE_URL, "https://RESOURCE.openai.azure.com/openai/v1")
              .needs(OpenAiOptions.MODELS, "NAME-OF-A-DEPLOYMENT")
              .set(OpenAiOptions.KEY_HEADER, "api-key")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_completion_tokens")
              .supports(OpenAiCapabilities.AT_OPENAI),
          Preset.of("deepseek", "DeepSeek")
              .homepage("https://api-docs.deepseek.com")
              .at("https://api.deepseek.com")
              .key("DEEPSEEK_API_KEY")
              .models("deepseek-flash", "deepseek-v4-pro")
              .familiar("deepseek-")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_tokens")
              .set(OpenAiOptions.REASONING_BACK, "reasoning_content")
              .supports("tools", "json-object", "reasoning", "usage")
              .lacks("json-schema")
              // It reasons unless told not to, and then these have no effect.
              .ignores("temperature", "presence-penalty", "frequency-penalty", "seed"),
          Preset.of("groq", "Groq")
              .homepage("https://console.groq.com/docs")
              .at("https://api.groq.com/openai/v1")
              .key("GROQ_API_KEY")
              .models(
                  "llama-3.3-70b-versatile",
                  "llama-3.1-8b-instant",
                  "openai/gpt-oss-120b",
                  "openai/gpt-oss-20b")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_completion_tokens")
              .supports("tools", "json-object", "usage")
              .ignores("presence-penalty", "frequency-penalty"),
          Preset.of("llamacpp", "llama.cpp")
              .homepage("https://github.com/ggml-org/llama.cpp/tree/master/tools/server")
              .at("http://127.0.0.1:8080/v1")
              .localKey("LLAMA_API_KEY")
              .local("start it with `llama-server -m MODEL.gguf`")
              .set(OpenAiOptions.NAMED_TOOL, "required")
              .supports("json-schema", "json-object", "usage"),
          Preset.of("lmstudio", "LM Studio")
              .homepage("https://lmstudio.ai/docs")
              .at("http://127.0.0.1:1234/v1")
              .local("start it with `lms server start`")
              .set(OpenAiOptions.NAMED_TOOL, "required")
              .supports("json-schema", "usage")
              .lacks("json-object"),
          Preset.of("mistral", "Mistral")
              .homepage("https://docs.mistral.ai")
              .at("https://api.mistral.ai/v1")
              .key("MISTRAL_API_KEY")
              .models("mistral-small-latest", "mistral-medium-latest", "mistral-large-latest")
              .familiar(
                  "mistral-", "ministral-", "magistral-", "codestral-", "devstral-", "pixtral-")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_tokens")
              .set(OpenAiOptions.SEED_FIELD, "random_seed")
              .set(OpenAiOptions.STREAM_USAGE, "false")
              .supports("tools", "parallel-tool-calls", "json-schema", "json-object", "usage"),
          Preset.of("openrouter", "OpenRouter")
              .homepage("https://openrouter.ai/docs")
              .at("https://openrouter.ai/api/v1")
              .key("OPENROUTER_API_KEY")
              .models("openrouter/auto")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_tokens")
              .set(OpenAiOptions.REASONING_BACK, "reasoning")
              .supports("usage"),
          Preset.of("together", "Together AI")
              .homepage("https://docs.together.ai")
              .at("https://api.together.ai/v1")
              .key("TOGETHER_API_KEY")
              .models("openai/gpt-oss-20b", "openai/gpt-oss-120b")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_tokens")
              .supports("usage"),
          Preset.of("vllm", "vLLM")
              .homepage("https://docs.vllm.ai")
              .at("http://127.0.0.1:8000/v1")
              .localKey("VLLM_API_KEY")
              .local("start it with `vllm serve MODEL`")
              .supports("json-schema", "json-object", "usage"),
          Preset.of("xai", "xAI")
              .homepage("https://docs.x.ai")
              .at("https://api.x.ai/v1")
              .key("XAI_API_KEY")
              .models("grok-4.3", "grok-4.20-reasoning", "grok-4.20-non-reasoning")
              .familiar("grok-")
              .set(OpenAiOptions.MAX_TOKENS_FIELD, "max_completion_tokens")
              .supports(
                  "tools", "parallel-tool-calls", "images", "json-schema", "json-object", "usage")
              // Its models that reason refuse these.
              .ignores("stop", "presence-penalty", "frequency-penalty"));

  private static final List<EndpointPreset> ENDPOINTS = ALL.stream().map(Preset::endpoint).toList();

  private Presets() {}

  static List<EndpointPreset> all() {
    return ENDPOINTS;
  }

  /** What the address of an endpoint looks like that only its user can know. */
  static Optional<String> addressOf(String endpoint) {
    return ENDPOINTS.stream()
        .filter(preset -> preset.id().equals(endpoint))
        .flatMap(
            preset ->
                Optional.ofNullable(preset.needed().get(OpenAiOptions.BASE_URL.name())).stream())
        .findFirst();
  }

  /** What the names of an endpoint's models begin with, where that is known. */
  static List<String> familiar(String endpoint) {
    return endpoint.equals(OpenAiProvider.ID)
        ? OpenAiModels.FAMILIAR
        : ALL.stream()
            .filter(preset -> preset.id().equals(endpoint))
            .findFirst()
            .map(Preset::familiar)
            .orElse(List.of());
  }
}
