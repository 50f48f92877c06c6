package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
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

  @Test
  void theNamedEndpointIsTheOnlyCandidate() {
    Runner runner = with(Cast.Aunt.class, Cast.Ails.class).build();

    assertThat(candidates(runner.route(ChatRequest.of("x"), Optional.of("ails"))))
        .containsExactly("ails/gpt-3.5-turbo");
  }

  @Test
  void anUnnamedRequestGoesToKnownBeforeUnknownThenOfficialBeforeUnofficialThenById() {
    Runner runner =
        with(Cast.Vault.class, Cast.Ails.class, Cast.Aunt.class, Cast.InClear.class)
            .environment(Map.of("VAULT_API_KEY", "k"))
            .allowUnofficial(true)
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x"))))
        .containsExactly("aunt/aunt-1", "in-clear/clear-1", "ails/gpt-3.5-turbo", "vault");
    assertThat(candidates(runner.route(model("gpt-3.5-turbo"))))
        .containsExactly("ails/gpt-3.5-turbo", "vault/gpt-3.5-turbo");
  }

  @Test
  void aRouteIsTheSameEveryTimeAndConnectsNobody() {
    Runner runner = with(Cast.Ails.class, Cast.Aunt.class).build();

    assertThat(runner.route(ChatRequest.of("x")).candidates())
        .isEqualTo(runner.route(ChatRequest.of("x")).candidates());
    assertThat(Cast.EVENTS).isEmpty();
  }

  @Test
  void anEndpointMayStandBeforeTheModelWhereItIsKnown() {
    Runner runner = with(Cast.Ails.class, Cast.InClear.class).build();

    assertThat(candidates(runner.route(model("ails/gpt-3.5-turbo"))))
        .containsExactly("ails/gpt-3.5-turbo");
    assertThat(candidates(runner.route(model("in-clear/org/clear-2"))))
        .containsExactly("in-clear/org/clear-2");
    Route unknown = runner.route(model("org/clear-2"));
    assertThat(unknown.named()).isEmpty();
    assertThat(reasons(unknown, "in-clear")).isInstanceOf(Reason.DeniedByPolicy.class);
    assertThat(reasons(unknown, "ails")).isInstanceOf(Reason.WrongModel.class);
  }

  @Test
  void anEndpointNamedApartTakesTheModelAsItStands() {
    Runner runner =
        with(Cast.Ails.class, Cast.Vault.class).environment(Map.of("VAULT_API_KEY", "k")).build();

    assertThat(candidates(runner.route(model("ails/gpt-3.5-turbo"), Optional.of("vault"))))
        .containsExactly("vault/ails/gpt-3.5-turbo");
    assertThat(candidates(runner.route(model("ails/gpt-3.5-turbo"), Optional.of("ails"))))
        .containsExactly("ails/gpt-3.5-turbo");
  }

  @Test
  void anUnofficialServiceNeedsANameOrALeave() {
    Runner.Builder builder = with(Cast.Ails.class);

    Route route = builder.build().route(ChatRequest.of("x"));
    assertThat(route.chosen()).isEmpty();
    assertThat(reasons(route, "ails"))
        .isInstanceOfSatisfying(
            Reason.DeniedByPolicy.class,
            denied ->
                assertThat(denied.grounds()).isEqualTo(Reason.DeniedByPolicy.Grounds.UNOFFICIAL));
    assertThat(route.refusal())
        .isEqualTo(
            "ails would have served this, but it is an unofficial service: a third party would see"
                + " the request. It gets a request only when it is named or allowed.");
    assertThat(builder.allowUnofficial(true).build().route(ChatRequest.of("x")).chosen())
        .isPresent();
  }

  @Test
  void plainHttpBeyondThisMachineNeedsANameOrALeave() {
    Runner runner = with(Cast.InClear.class).build();

    assertThat(reasons(runner.route(ChatRequest.of("x")), "in-clear"))
        .isInstanceOfSatisfying(
            Reason.DeniedByPolicy.class,
            denied ->
                assertThat(denied.grounds()).isEqualTo(Reason.DeniedByPolicy.Grounds.PLAIN_HTTP));
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("in-clear")).chosen()).isPresent();
  }

  @Test
  void aLoopbackAddressNeedsNoLeave() {
    Runner runner =
        with(Cast.Ails.class, Cast.InClear.class)
            .option("ails.base-url=http://127.0.0.1:1", "-o")
            .option("in-clear.base-url=http://[::1]:1", "-o")
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x"))))
        .containsExactly("in-clear/clear-1", "ails/gpt-3.5-turbo");
  }

  @Test
  void aLoopbackAddressBehindADistantProxyNeedsALeave() {
    Runner runner =
        with(Cast.Ails.class)
            .option("ails.base-url=http://127.0.0.1:1", "-o")
            .option("ails.proxy=http://proxy.example:3128", "-o")
            .build();

    assertThat(runner.route(ChatRequest.of("x")).chosen()).isEmpty();
  }

  @Test
  void aServiceThatForgetsIsNotChosenForSeveralTurnsUnlessNamed() {
    Runner runner = with(Cast.Forgetful.class).build();
    ChatRequest talk = ChatRequest.builder().user("a").assistant("b").user("c").build();

    assertThat(reasons(runner.route(talk), "forgetful"))
        .isEqualTo(new Reason.MissingCapability(List.of("more than the last message")));
    assertThat(runner.route(talk, Optional.of("forgetful")).chosen()).isPresent();
    ChatRequest remembered = ChatRequest.builder(talk).conversationId("42").build();
    assertThat(runner.route(remembered).chosen()).isPresent();
  }

  @Test
  void whatCannotBeLeftOutIsRefusedEvenWhereNamed() {
    Runner runner = with(Cast.Aunt.class).build();
    ChatRequest image =
        ChatRequest.builder()
            .message(
                new Message(Role.USER, List.of(ContentPart.Image.of("image/png", new byte[] {1}))))
            .build();

    assertThat(runner.route(image, Optional.of("aunt")).refusal())
        .isEqualTo("'aunt' does not take images.");
  }

  @Test
  void aStrictRequestIsNotTrimmed() {
    Runner runner = with(Cast.Forgetful.class).strict(true).build();
    ChatRequest request = ChatRequest.builder().system("s").user("u").temperature(1.0).build();

    assertThat(runner.route(request, Optional.of("forgetful")).refusal())
        .isEqualTo(
            "'forgetful' would drop system messages, more than the last message and temperature,"
                + " and the request is strict.");
  }

  @Test
  void missingCredentialsAreTheLastObstacle() {
    Runner runner = with(Cast.Vault.class).build();

    Route route = runner.route(ChatRequest.of("x"));
    assertThat(route.lacksOnlyCredentials()).isTrue();
    assertThat(route.refusal())
        .isEqualTo(
            "'vault' needs its api-key (set the environment variable VAULT_API_KEY or"
                + " RUNNEL_VAULT_API_KEY).");
  }

  @Test
  void credentialsAreNotTheOnlyObstacleWhereALeaveWouldDo() {
    Runner runner = with(Cast.Vault.class, Cast.Ails.class).build();

    assertThat(runner.route(model("gpt-3.5-turbo")).lacksOnlyCredentials()).isFalse();
  }

  @Test
  void aModelGoesToWhomItMostLikelyBelongs() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Cloud.class, Cast.Vault.class, Cast.Ails.class)
            .environment(Map.of("CLOUD_API_KEY", "k", "VAULT_API_KEY", "k"))
            .allowUnofficial(true)
            .build();

    // Familiar by its beginning, before who may have anything.
    assertThat(candidates(runner.route(model("c9-large"))))
        .containsExactly("cloud/c9-large", "vault/c9-large");
    // Nobody's by its beginning: whose names begin otherwise comes last.
    assertThat(candidates(runner.route(model("llama"))))
        .containsExactly("vault/llama", "cloud/llama");
    // In the list, before all.
    assertThat(candidates(runner.route(model("gpt-3.5-turbo"))))
        .containsExactly("ails/gpt-3.5-turbo", "vault/gpt-3.5-turbo", "cloud/gpt-3.5-turbo");
  }

  @Test
  void onlyTheKeyOfWhomTheModelBelongsToIsAskedFor() {
    Runner runner = with(Cast.Cloud.class, Cast.Vault.class, Cast.Hearth.class).build();

    assertThat(runner.route(model("c9-large")).refusal())
        .isEqualTo(
            "'cloud' needs its api-key (set the environment variable CLOUD_API_KEY or"
                + " RUNNEL_CLOUD_API_KEY).");
  }

  @Test
  void aModelThatNobodyIsKnownToHaveIsToldToBeSo() {
    Runner runner = with(Cast.Cloud.class, Cast.Hearth.class).build();

    assertThat(runner.route(model("zzzzzz")).refusal())
        .startsWith("No endpoint is known to have the model 'zzzzzz'. 'hearth' is a service on");
    assertThat(runner.route(model("clowd/cloud-1")).refusal())
        .startsWith(
            "No endpoint is known to have the model 'clowd/cloud-1'; did you mean"
                + " 'cloud/cloud-1'? 'hearth' is");
  }

  @Test
  void whereNobodyIsReadyTheNextStepsAreToldInShort() {
    Runner runner =
        with(Cast.Ails.class, Cast.Cloud.class, Cast.Hearth.class, Cast.Vault.class).build();

    Route route = runner.route(ChatRequest.of("x"));
    assertThat(route.refusal("Play a game."))
        .isEqualTo(
            "No service is ready to answer. Play a game. Set a key: CLOUD_API_KEY or VAULT_API_KEY."
                + " For hearth, start it with `hearth serve`. ails is asked only when named or"
                + " allowed, since others would see the request.");
    assertThat(route.refusal()).startsWith("No service is ready to answer. Set a key: ");
    assertThat(route.lacksOnlyCredentials()).isTrue();
  }

  @Test
  void anUnknownModelIsAnsweredWithTheNearOneOrAll() {
    Runner runner = with(Cast.Aunt.class, Cast.InClear.class).build();

    assertThat(runner.route(model("aunt-3")).refusal())
        .isEqualTo("No endpoint has the model 'aunt-3'; did you mean 'aunt-1'?");
    assertThat(runner.route(model("zzzzzz")).refusal())
        .isEqualTo(
            "No endpoint has the model 'zzzzzz'; there are: aunt-1, aunt-2, clear-1, org/clear-2.");
    assertThat(runner.route(model("aunt-3"), Optional.of("aunt")).refusal())
        .isEqualTo("'aunt' has no model 'aunt-3'; did you mean 'aunt-1'?");
  }

  @Test
  void anUnknownEndpointIsAnsweredWithTheNearOneOrAll() {
    Runner runner = with(Cast.Aunt.class, Cast.Ails.class).build();

    assertThat(runner.route(ChatRequest.of("x"), Optional.of("uant")).refusal())
        .isEqualTo("There is no provider 'uant'; did you mean 'aunt'?");
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("zzzz")).refusal())
        .isEqualTo("There is no provider 'zzzz'; there are: ails, aunt.");
  }

  @Test
  void aQuarantinedProviderIsRejectedWithItsReason() {
    Runner runner = with(Cast.Ancient.class).build();

    assertThat(runner.route(ChatRequest.of("x"), Optional.of("ancient")).refusal())
        .startsWith("The provider 'ancient' in ")
        .contains(" cannot be used: it was built for SPI generation 0");
    assertThat(runner.route(ChatRequest.of("x")).refusal())
        .startsWith("No provider was found; put a provider's jar on the class path")
        .contains("SPI generation 0");
  }

  @Test
  void confinementShutsOthersOutEvenWhereNamed() {
    Runner runner =
        with(Cast.Aunt.class, Cast.Forgetful.class)
            .confineTo(Set.of("forgetful"), "is not a service of the sandbox")
            .build();

    assertThat(candidates(runner.route(ChatRequest.of("x"))))
        .containsExactly("forgetful/gpt-3.5-turbo");
    assertThat(runner.route(ChatRequest.of("x"), Optional.of("aunt")).refusal())
        .isEqualTo("'aunt' is not a service of the sandbox.");
  }

  @Test
  void aCallWithoutACandidateThrowsItsRoute() {
    Runner runner = with(Cast.Vault.class).build();

    assertThatThrownBy(() -> runner.call(ChatRequest.of("x")))
        .isInstanceOfSatisfying(
            NoEndpointException.class, none -> assertThat(none.route().rejected()).hasSize(1))
        .hasMessageStartingWith("'vault' needs its api-key");
  }

  @Test
  void configuredModelsReplaceTheProvidersOwn() {
    Runner runner = with(Cast.Aunt.class).option("aunt.models=aunt-9,aunt-1", "-o").build();

    assertThat(candidates(runner.route(ChatRequest.of("x")))).containsExactly("aunt/aunt-9");
    assertThat(runner.route(model("aunt-2")).chosen()).isEmpty();
  }

  private static ChatRequest model(String name) {
    return ChatRequest.builder().user("x").model(name).build();
  }

  private static List<String> candidates(Route route) {
    return route.candidates().stream().map(Candidate::toString).toList();
  }

  private static Reason reasons(Route route, String endpoint) {
    return route.rejected().stream()
        .filter(rejection -> rejection.endpoint().equals(endpoint))
        .map(Rejection::reason)
        .findFirst()
        .orElseThrow();
  }
}
