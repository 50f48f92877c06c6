package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolRoutingTest {
  @TempDir Path folder;
  private Providers providers;

  @AfterEach
  void close() {
    if (providers != null) {
      providers.close();
    }
  }

  @SafeVarargs
  private Runner.Builder with(Class<? extends Provider>... types) {
    providers = Cast.found(folder, types);
    return Runner.builder().providers(providers).environment(Map.of());
  }

  private static ChatRequest model(String name) {
    return ChatRequest.builder().user("x").model(name).build();
  }

  private static List<String> candidates(Route route) {
    return route.candidates().stream().map(Candidate::toString).toList();
  }

  @Test
  void whoAsksForAPoolIsServedByItsMembersAsTheyAreWritten() {
    Runner runner =
        with(Cast.Aunt.class, Cast.InClear.class)
            .pool(ModelPool.ordered("fast", "in-clear/org/clear-2", "aunt/aunt-2", "aunt"))
            .build();

    Route route = runner.route(model("fast"));

    assertThat(candidates(route))
        .containsExactly("in-clear/org/clear-2", "aunt/aunt-2", "aunt/aunt-1");
    assertThat(route.pool().map(ModelPool::name)).contains("fast");
    assertThat(route.request().model()).contains("fast");
  }

  @Test
  void aPoolsNameWinsOverAnEndpointsAndAModels() {
    Runner runner =
        with(Cast.Aunt.class, Cast.InClear.class)
            .pool(ModelPool.ordered("clear-1", "aunt/aunt-1"))
            .pool(ModelPool.ordered("aunt/aunt-1", "aunt/aunt-2"))
            .build();

    assertThat(candidates(runner.route(model("clear-1")))).containsExactly("aunt/aunt-1");
    assertThat(candidates(runner.route(model("aunt/aunt-1")))).containsExactly("aunt/aunt-2");
  }

  @Test
  void whoNamesAnEndpointMeansItsModel() {
    Runner runner =
        with(Cast.Aunt.class, Cast.InClear.class)
            .pool(ModelPool.ordered("clear-1", "aunt/aunt-1"))
            .build();

    assertThat(candidates(runner.route(model("clear-1"), Optional.of("in-clear"))))
        .containsExactly("in-clear/clear-1");
  }

  @Test
  void theMembersWereNamedSoNoOtherLeaveIsNeeded() {
    Runner runner =
        with(Cast.Ails.class, Cast.InClear.class)
            .pool(ModelPool.ordered("any", "ails/gpt-3.5-turbo", "in-clear/clear-1"))
            .build();

    assertThat(candidates(runner.route(model("any"))))
        .containsExactly("ails/gpt-3.5-turbo", "in-clear/clear-1");
  }

  @Test
  void membersThatDoNotFitAreRejectedWithTheirReasons() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Vault.class, Cast.Hearth.class)
            .pool(ModelPool.ordered("all", "vault/v", "aunt/uncle", "hearth/h", "aunt/aunt-1"))
            .build();

    Route route = runner.route(model("all"));

    assertThat(candidates(route)).containsExactly("aunt/aunt-1");
    assertThat(route.rejected())
        .extracting(one -> one.endpoint() + " " + one.reason().getClass().getSimpleName())
        .containsExactly("vault CredentialsMissing", "aunt WrongModel", "hearth NotListening");
  }

  @Test
  void whereNobodyFitsThatIsSaidOfEach() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Vault.class)
            .pool(ModelPool.ordered("all", "vault/v", "aunt/uncle"))
            .build();

    Route route = runner.route(model("all"));

    assertThat(route.refusal())
        .startsWith("Nobody of the pool 'all' can serve this request: 'vault' ")
        .contains("VAULT_API_KEY", "; 'aunt' has no model 'uncle'; it has: aunt-1")
        .endsWith(".");
    assertThat(route.lacksOnlyCredentials()).isTrue();
  }

  @Test
  void whoMustLeaveSomethingOutServesOnlyWhereAllMust() {
    ChatRequest two =
        ChatRequest.builder()
            .model("both")
            .user("a")
            .message(Message.of(Role.ASSISTANT, "b"))
            .user("c")
            .build();
    Runner.Builder builder = with(Cast.Forgetful.class, Cast.Aunt.class);

    Route both =
        builder
            .pool(ModelPool.ordered("both", "forgetful/gpt-3.5-turbo", "aunt/aunt-1"))
            .build()
            .route(two);
    assertThat(candidates(both)).containsExactly("aunt/aunt-1");
    assertThat(both.rejected().get(0).reason()).isInstanceOf(Reason.MissingCapability.class);

    Route alone =
        builder.pool(ModelPool.ordered("both", "forgetful/gpt-3.5-turbo")).build().route(two);
    assertThat(candidates(alone)).containsExactly("forgetful/gpt-3.5-turbo");
  }

  @Test
  void aMemberOfAnUnknownEndpointIsAMistakeWithANearName() {
    Runner.Builder builder =
        with(Cast.Aunt.class, Cast.Vault.class)
            .pool(ModelPool.ordered("fast", "aunt/a", "vautl/v"), "runnel.toml:3:1")
            .limits("ant", EndpointLimits.NONE.withConcurrency(1), "runnel.toml:7:1")
            .limits("*", EndpointLimits.NONE);

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.mistakes())
                    .extracting(ConfigurationException.Mistake::toString)
                    .containsExactly(
                        "'models.fast' (runnel.toml:3:1) has the candidate 'vautl/v', which names no"
                            + " provider; did you mean 'vault'?",
                        "'limits of ant' (runnel.toml:7:1) names no provider; did you mean"
                            + " 'aunt'?"));
  }

  @Test
  void aBrokenMemberIsRejectedAndTheOthersServe() {
    providers =
        Cast.found(folder, Cast.Aunt.class.getName() + "\n" + Cast.Ancient.class.getName() + "\n");
    Runner runner =
        Runner.builder()
            .providers(providers)
            .environment(Map.of())
            .pool(ModelPool.ordered("fast", "ancient/a", "aunt/aunt-1"))
            .build();

    Route route = runner.route(model("fast"));

    assertThat(candidates(route)).containsExactly("aunt/aunt-1");
    assertThat(route.rejected().get(0).reason()).isInstanceOf(Reason.Quarantined.class);
  }

  @Test
  void theDefaultModelIsAskedWhereNothingWasNamed() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Ails.class)
            .pool(ModelPool.ordered("fast", "ails"))
            .defaultModel("fast")
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("ails/gpt-3.5-turbo");
    assertThat(candidates(runner.route(model("aunt-2")))).containsExactly("aunt/aunt-2");
    assertThat(candidates(runner.route(ChatRequest.of("x"), Optional.of("aunt"))))
        .containsExactly("aunt/aunt-1");
  }

  @Test
  void aDefaultThatConfinementExcludesIsNotMeant() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Ails.class)
            .defaultModel("ails/gpt-3.5-turbo")
            .confineTo(Set.of("aunt"), "takes no part")
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("aunt/aunt-1");
  }

  @Test
  void anEndpointWithSeveralKeysLacksNone() {
    Runner runner =
        with(Cast.Vault.class)
            .keys("vault", "api-key", List.of(new Key("home", Secret.of("sk-home"))))
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("vault");
  }
}
