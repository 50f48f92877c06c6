package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.discovery.Providers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerTest {
  @TempDir Path folder;

  @Test
  void aCallGoesToTheBestEndpointWithItsModel() throws Exception {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class);
        Runner runner = builder(providers).build()) {
      assertThat(answer(runner.call(ChatRequest.of("x")))).isEqualTo("aunt/aunt-1");
    }
  }

  @Test
  void theEndpointBeforeTheModelIsNotSent() throws Exception {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class);
        Runner runner = builder(providers).build()) {
      ChatRequest request = ChatRequest.builder().user("x").model("aunt/aunt-2").build();
      assertThat(answer(runner.call(request))).isEqualTo("aunt/aunt-2");
    }
  }

  @Test
  void aStrictRunnerMakesEveryRequestStrict() throws Exception {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class);
        Runner runner = builder(providers).strict(true).build()) {
      assertThat(answer(runner.call(ChatRequest.of("x")))).isEqualTo("aunt/aunt-1 strictly");
    }
  }

  @Test
  void endpointsAreConnectedOnceAndClosedLatestFirst() throws Exception {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class, Cast.Ails.class)) {
      Runner runner = builder(providers).build();
      answer(runner.call(ChatRequest.of("x"), Optional.of("aunt")));
      answer(runner.call(ChatRequest.of("x"), Optional.of("ails")));
      answer(runner.call(ChatRequest.of("x"), Optional.of("aunt")));
      runner.close();
      runner.close();

      assertThat(Cast.EVENTS).containsExactly("+aunt", "+ails", "-ails", "-aunt");
      assertThatThrownBy(() -> runner.call(ChatRequest.of("x"), Optional.of("aunt")))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aProviderThatThrowsWhenConnectedIsAFailureThatNamesIt() {
    try (Providers providers = Cast.found(folder, Cast.Stillborn.class);
        Runner runner = builder(providers).build()) {
      assertThatThrownBy(() -> runner.call(ChatRequest.of("x")))
          .isInstanceOfSatisfying(
              ChatException.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
                assertThat(failure.endpoint()).contains("stillborn");
              });
    }
  }

  @Test
  void providersAreFoundWhereNoneWereGiven() {
    try (Runner runner = Runner.builder().environment(Map.of()).build()) {
      assertThat(runner.endpoints()).isEmpty();
    }
  }

  @Test
  void anEndpointListsItsModels() throws Exception {
    try (Providers providers = Cast.found(folder, Cast.Aunt.class);
        Runner runner = builder(providers).build()) {
      assertThat(runner.models("aunt").toCompletableFuture().get(30, TimeUnit.SECONDS))
          .extracting("id")
          .containsExactly("aunt-1", "aunt-2");
      assertThatThrownBy(() -> runner.models("uncle")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Runner.Builder builder(Providers providers) {
    return Runner.builder().providers(providers).environment(Map.of()).allowUnofficial(true);
  }

  private static String answer(Call call) throws Exception {
    Answer answer = call.answer().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return answer.text();
  }
}
