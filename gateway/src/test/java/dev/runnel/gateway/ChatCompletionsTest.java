package dev.runnel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCompletionsTest {
  @Test
  void aStreamArrivesWhole(@TempDir Path folder) throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start();
        CallRuntime runtime = CallRuntime.builder().direct().build();
        Providers providers = Providers.discover();
        LiveRunner live =
            LiveRunner.builder(providers)
                .environment(Map.of("OPENAI_API_KEY", "any", "HOME", folder.toString()))
                .folder(folder)
                .runtime(runtime)
                .further(
                    builder ->
                        builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
                .start();
        Gateway gateway = Gateway.builder(live).start()) {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(gateway.origin().resolve("/v1/chat/completions"))
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              """
                              {"model":"openai/gpt-4o","stream":true,"messages":[{"role":"user","content":"Hello"}]}"""))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-runnel-provider")).contains("openai");
    }
  }
}
