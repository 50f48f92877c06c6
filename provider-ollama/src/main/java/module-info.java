/** The driver of Ollama, models on one's own machine. */
module dev.runnel.provider.ollama {
  requires dev.runnel.core;
  requires dev.runnel.http;
  requires static org.jspecify;

  provides dev.runnel.spi.Provider with
      dev.runnel.provider.ollama.OllamaProvider;
}
