/** The driver of Google's Gemini API. */
module dev.runnel.provider.gemini {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.gemini.GeminiProvider;
}
