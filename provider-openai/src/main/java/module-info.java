/** The driver of OpenAI and every service that speaks its Chat Completions API. */
module dev.runnel.provider.openai {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.openai.OpenAiProvider;
}
