/** The driver of Anthropic's Messages API. */
module dev.runnel.provider.anthropic {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.anthropic.AnthropicProvider;
}
