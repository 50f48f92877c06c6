package com.example.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ModelInfo;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.testkit.upstream.HttpAnswer;
import dev.runnel.testkit.upstream.ScriptedUpstream;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is Acme's alone, and which the contract cannot know. */
class AcmeTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final Providers providers = Providers.of(new AcmeProvider());

  @AfterEach
  void close() {
    providers.close();
    upstream.close();
  }

  private ChatClient connect(String... options) {
    var config =
        EndpointConfig.builder(new AcmeProvider().describe())
            .set("base-url", upstream.baseUrl().toString());
    for (int i = 0; i < options.length; i += 2) {
      config.set(options[i], options[i + 1]);
    }
    return providers.connect(config.build());
  }

  @Test
  void theServiceIsAskedForItsModels() {
    upstream.next(HttpAnswer.ok("application/json").send("{\"models\": [{\"name\": \"acme-2\"}]}"));

    var models = connect("team", "red").models().toCompletableFuture().join();

    assertEquals(List.of(ModelInfo.of("acme-2")), models);
    var asked = upstream.awaitExchange().request();
    assertEquals("/models", asked.path());
    assertEquals("red", asked.header("x-acme-team").orElse(""));
  }

  @Test
  void aTeamWithoutBudgetIsAQuotaThatIsUsedUp() {
    upstream.next(
        HttpAnswer.status(403)
            .json("{\"error\": {\"code\": \"TEAM_BUDGET\", \"message\": \"red is broke\"}}"));

    var answer = connect().call(ChatRequest.of("Hi")).answer().toCompletableFuture();

    var failure = assertThrows(CompletionException.class, answer::join).getCause();
    assertEquals(ErrorKind.QUOTA, ((ChatException) failure).kind());
  }
}
