package dev.runnel.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.fake.junit.Fake;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** {@code @Fake}, in tests that are run for it. */
class FakeParameterTest {
  private static String ask(ChatClient client) {
    return client.call(ChatRequest.of("Hi")).answer().toCompletableFuture().join().text();
  }

  @Test
  void aParameterIsAFake(@Fake("Hello!") ChatClient client, @Fake FakeProvider fake) {
    assertThat(ask(client)).isEqualTo("Hello!");
    assertThat(fake.onlyCall().prompt()).isEqualTo("Hi");
  }

  @Test
  void fakesAreToldApartByTheirIds(
      @Fake(value = "yes", id = "one") ChatClient one,
      @Fake(value = "no", id = "two") ChatClient two) {
    assertThat(ask(one)).isEqualTo("yes");
    assertThat(ask(two)).isEqualTo("no");
    assertThat(two.endpoint()).isEqualTo("two");
  }

  /** Run by {@link #aTestIsHeldToItsScript}, and by nobody else: it has no name of a test. */
  static final class Specimens {
    static FakeProvider kept;

    @BeforeEach
    void prepares(@Fake FakeProvider fake) {
      fake.always(FakeReply.text("prepared"));
    }

    @Test
    void sharesWithItsPreparation(@Fake FakeProvider fake) {
      kept = fake;
      assertThat(ask(fake.client())).isEqualTo("prepared");
    }

    @Test
    void swallowsAFailure(@Fake(id = "mute") FakeProvider mute) {
      Call call = mute.client().call(ChatRequest.of("Hi"));
      call.stream(token -> {});
      call.outcome().toCompletableFuture().join();
    }

    @Test
    void failsByItself(@Fake FakeProvider fake) {
      fake.next(FakeReply.text("unused"));
      throw new IllegalStateException("by itself");
    }
  }

  @Test
  void aTestIsHeldToItsScript() {
    Map<String, TestExecutionResult> results = new LinkedHashMap<>();
    LauncherFactory.create()
        .execute(
            request().selectors(selectClass(Specimens.class)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.put(test.getDisplayName(), result);
                }
              }
            });

    assertThat(results.get("sharesWithItsPreparation(FakeProvider)").getStatus())
        .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    assertThat(results.get("swallowsAFailure(FakeProvider)").getThrowable().orElseThrow())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The fake 'mute' has no reply for what it was asked:\n  user: Hi");
    assertThat(results.get("failsByItself(FakeProvider)").getThrowable().orElseThrow())
        .hasMessage("by itself");
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> Specimens.kept.client().call(ChatRequest.of("Hi")));
  }
}
