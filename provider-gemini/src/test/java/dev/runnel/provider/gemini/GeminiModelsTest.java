package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Support;
import dev.runnel.http.json.JsonView;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GeminiModelsTest {
  @Test
  void theModelsThatChatAreListedByTheirShortNames() throws Exception {
    try (ProviderUnderTest gemini = ProviderUnderTest.start("gemini")) {
      List<ModelInfo> models = models(gemini);

      assertThat(models)
          .extracting(ModelInfo::id)
          .contains("gemini-flash-latest", "gemini-2.0-flash")
          .doesNotContain("gemini-embedding-001");
      assertThat(models)
          .filteredOn(model -> model.id().equals("gemini-2.5-pro"))
          .singleElement()
          .satisfies(
              model -> assertThat(model.features()).containsEntry(Feature.REASONING, Support.YES));
      var request = gemini.sandbox().exchanges().get(0).request();
      assertThat(request.method() + " " + request.path() + "?" + request.query())
          .isEqualTo("GET /v1beta/models?pageSize=1000");
      assertThat(request.header("x-goog-api-key")).hasValue(ProviderUnderTest.KEY);
      assertThat(gemini.sandbox().violations()).isEmpty();
    }
  }

  @Test
  void whatTheServiceRefusesIsToldAsForCalls() {
    try (ProviderUnderTest gemini = ProviderUnderTest.start("gemini")) {
      gemini
          .sandbox()
          .on(Sandbox.GEMINI)
          .nextOther(Script.status(400).json(GeminiStatus.of(ErrorKind.AUTHENTICATION, "")));
      try {
        List<ModelInfo> models = models(gemini);
        throw new AssertionError("It listed " + models);
      } catch (Exception e) {
        assertThat(e).hasCauseInstanceOf(ChatException.class);
        assertThat(((ChatException) e.getCause()).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      }
    }
  }

  private static List<ModelInfo> models(ProviderUnderTest gemini) throws Exception {
    return gemini.client().models().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void allPagesAreRead() throws Exception {
    List<String> tokens = new ArrayList<>();
    ModelPages pages =
        new ModelPages(
            token -> {
              tokens.add(token);
              return CompletableFuture.completedFuture(
                  page("gemini-" + tokens.size(), tokens.size() < 3 ? "t" + tokens.size() : ""));
            });

    assertThat(pages.all().toCompletableFuture().get())
        .extracting(ModelInfo::id)
        .containsExactly("gemini-1", "gemini-2", "gemini-3");
    assertThat(tokens).containsExactly("", "t1", "t2");
  }

  @Test
  void aListWithoutEndIsLeft() throws Exception {
    ModelPages pages =
        new ModelPages(token -> CompletableFuture.completedFuture(page("gemini-x", "more")));

    assertThat(pages.all().toCompletableFuture().get()).hasSize(1);
  }

  @Test
  void whatIsNoListIsAFailure() throws InterruptedException {
    ModelPages pages =
        new ModelPages(token -> CompletableFuture.completedFuture(JsonView.parse("[]")));
    try {
      pages.all().toCompletableFuture().get();
      throw new AssertionError("It was taken for a list");
    } catch (ExecutionException e) {
      assertThat(((ChatException) e.getCause()).kind()).isEqualTo(ErrorKind.PROTOCOL);
    }
  }

  private static JsonView page(String model, String next) {
    return JsonView.parse(
        "{\"models\":[{\"name\":\"models/"
            + model
            + "\",\"supportedGenerationMethods\":[\"generateContent\"]},{\"name\":\"models/e\","
            + "\"supportedGenerationMethods\":[\"embedContent\"]}],\"nextPageToken\":\""
            + next
            + "\"}");
  }
}
