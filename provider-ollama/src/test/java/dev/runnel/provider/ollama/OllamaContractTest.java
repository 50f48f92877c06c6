package dev.runnel.provider.ollama;

import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.OllamaLines;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.NarratedFormat;
import dev.runnel.testkit.contract.ProviderContract;
import dev.runnel.testkit.contract.Upstream;

class OllamaContractTest extends ProviderContract {
  private static final ErrorForm ERRORS = OllamaContractTest::error;

  @Override
  protected Provider provider() {
    return new OllamaProvider();
  }

  /** Finish reason, usage and end mark are one line here, said where the rules say the end. */
  @Override
  protected Upstream upstream() {
    return Upstream.http(
        () -> new NarratedFormat(new OllamaLines(() -> "2025-01-01T00:00:00Z", ERRORS)));
  }

  /** Without a model in the request, the first thing that is asked would be which there are. */
  @Override
  protected void configure(EndpointConfig.Builder config) {
    config.set(OllamaProvider.MODELS.name(), "contract-model");
  }

  /** Ollama has no codes: where they would tell, its words must. */
  private static String error(Trouble trouble, String message) {
    String words =
        switch (trouble) {
          case CONTEXT_TOO_LONG -> "the input length exceeds the context length";
          case MODEL_NOT_FOUND -> "model 'contract-model' not found";
          case OUT_OF_QUOTA -> "you exceeded your current quota";
          default -> "";
        };
    return "{\"error\":\"" + (message + " " + words).strip() + "\"}";
  }
}
