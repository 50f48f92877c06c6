package dev.runnel.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCatalogTest {
  private static final ModelSettings SETTINGS =
      new ModelSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10));

  @TempDir Path folder;
  private final Sandbox sandbox = Sandbox.start();
  private final CallRuntime runtime = CallRuntime.builder().direct().build();
  private final Providers providers = Providers.discover();
  private final HandClock clock = new HandClock();
  private ServerSocket mute;
  private LiveRunner live;

  @BeforeEach
  void listen() throws Exception {
    mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); // and never answers
  }

  @AfterEach
  void close() throws Exception {
    if (live != null) {
      live.close();
    }
    mute.close();
    providers.close();
    runtime.close();
    sandbox.close();
  }

  private ModelCatalog catalog(ModelSettings settings, String toml) throws Exception {
    Path file = Files.writeString(folder.resolve("runnel.toml"), toml);
    live =
        LiveRunner.builder(providers)
            .environment(
                Map.of(
                    "OPENAI_API_KEY",
                    "any",
                    "RUNNEL_DEAD_API_KEY",
                    "any",
                    "RUNNEL_GONE_API_KEY",
                    "any",
                    "RUNNEL_MUTE_API_KEY",
                    "any",
                    "HOME",
                    folder.toString()))
            .folder(folder)
            .config(file)
            .runtime(runtime)
            .every(Duration.ofHours(1))
            .further(
                builder -> builder.option("openai.base-url=" + sandbox.baseUrl("openai"), "test"))
            .start();
    return new ModelCatalog(live, clock, settings);
  }

  private static List<ListedModel> listed(ModelCatalog catalog) throws Exception {
    return catalog.list().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private String muteAddress() {
    return "http://127.0.0.1:" + mute.getLocalPort() + "/v1";
  }

  private long timesAsked() {
    return sandbox.exchanges().stream()
        .filter(one -> one.request().path().endsWith("/models"))
        .count();
  }

  @Test
  void whoWaitsForAListingThatCannotBeMadeHearsOfIt() throws Exception {
    catalog(SETTINGS, "");
    Clock broken =
        new HandClock() {
          @Override
          public Instant instant() {
            throw new IllegalStateException("no time");
          }
        };
    ModelCatalog catalog = new ModelCatalog(live, broken, SETTINGS);

    assertThat(catalog.list().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withMessageContaining("no time");
  }

  @Test
  void listsPoolsAndTheModelsOfThoseWhoCanBeAsked() throws Exception {
    ModelCatalog catalog =
        catalog(
            SETTINGS,
            """
            [models]
            small = "openai/gpt-4o-mini"
            [endpoints.gone]
            provider = "openai"
            base-url = "http://127.0.0.1:1/v1"
            [endpoints.dead]
            provider = "openai"
            base-url = "http://127.0.0.1:1/v1"
            models = ["org/one"]
            """);

    List<ListedModel> models = listed(catalog);

    assertThat(models.get(0)).isEqualTo(new ListedModel("small", "runnel"));
    assertThat(models)
        .contains(new ListedModel("openai/gpt-4o-mini", "openai"))
        .contains(new ListedModel("dead/org/one", "dead")) // which its user has listed
        .noneMatch(model -> model.owner().equals("gone")) // which cannot be asked
        .noneMatch(model -> model.owner().equals("anthropic")) // which lacks its key
        .doesNotHaveDuplicates();
  }

  @Test
  void whoDoesNotAnswerInTimeHoldsNobodyUp() throws Exception {
    ModelCatalog catalog =
        catalog(
            new ModelSettings(
                Duration.ofMillis(300), Duration.ofSeconds(60), Duration.ofSeconds(10)),
            """
            [endpoints.mute]
            provider = "openai"
            base-url = "%s"
            models = ["known"]
            """
                .formatted(muteAddress()));

    assertThat(listed(catalog)).contains(new ListedModel("mute/known", "mute"));
  }

  @Test
  void aListingIsGoodForAWhile() throws Exception {
    ModelCatalog catalog = catalog(SETTINGS, "");
    List<ListedModel> first = listed(catalog);
    clock.go(Duration.ofSeconds(59));
    assertThat(listed(catalog)).isSameAs(first);
    assertThat(timesAsked()).isEqualTo(1);

    clock.go(Duration.ofSeconds(2));
    assertThat(listed(catalog)).isEqualTo(first);
    assertThat(timesAsked()).isEqualTo(2);
  }

  @Test
  void aListingThatLacksSomebodyIsGoodForLess() throws Exception {
    ModelCatalog catalog =
        catalog(
            SETTINGS,
            """
            [endpoints.gone]
            provider = "openai"
            base-url = "http://127.0.0.1:1/v1"
            """);
    listed(catalog);
    clock.go(Duration.ofSeconds(11));
    listed(catalog);
    assertThat(timesAsked()).isEqualTo(2);
  }

  @Test
  void otherSettingsMakeAnotherListing() throws Exception {
    ModelCatalog catalog = catalog(SETTINGS, "");
    listed(catalog);
    Files.writeString(folder.resolve("runnel.toml"), "[models]\nsmall = \"openai/gpt-4o-mini\"\n");
    assertThat(live.reload()).isTrue();

    assertThat(listed(catalog).get(0).id()).isEqualTo("small");
  }

  @Test
  void aModelIsFoundByItsIdAndByItsPlainName() {
    List<ListedModel> models =
        List.of(
            ListedModel.pool("small"),
            ListedModel.of("work", "org/one"),
            ListedModel.of("openai", "gpt-4o"),
            ListedModel.of("openai", "small"));

    assertThat(ModelSearch.find("work/org/one", models).owner()).isEqualTo("work");
    assertThat(ModelSearch.find("org/one", models)).isEqualTo(new ListedModel("org/one", "work"));
    assertThat(ModelSearch.find("small", models).owner()).isEqualTo("runnel");

    Trouble near = missing("openai/gpt-4p", models);
    assertThat(near.kind().status()).isEqualTo(404);
    assertThat(near.message())
        .isEqualTo("There is no model 'openai/gpt-4p' here; did you mean 'openai/gpt-4o'?");
    assertThat(missing("gpt-4p", models).message()).endsWith("did you mean 'gpt-4o'?");
    assertThat(missing("x".repeat(9999), models).message()).hasSizeLessThan(300);
  }

  private static Trouble missing(String id, List<ListedModel> models) {
    return catchThrowableOfType(RefusedException.class, () -> ModelSearch.find(id, models))
        .trouble();
  }

  private static class HandClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    void go(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
