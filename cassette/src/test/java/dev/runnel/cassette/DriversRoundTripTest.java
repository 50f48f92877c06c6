package dev.runnel.cassette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Drivers hear from a cassette what they heard from the service, whatever that was. */
class DriversRoundTripTest {
  private static final Duration APART = Duration.ofMillis(15);

  private static Sandbox sandbox;
  private static Providers providers;

  @BeforeContainer
  static void start() {
    sandbox = Sandbox.start();
    providers = Providers.discover();
  }

  @AfterContainer
  static void stop() {
    providers.close();
    sandbox.close();
  }

  /** What a caller got. */
  private record Heard(List<String> tokens, String outcome) {}

  @Property(tries = 60)
  void theCallerHearsTheSame(
      @ForAll("services") String service,
      @ForAll("scripts") List<Script> scripts,
      @ForAll("prompts") String prompt)
      throws Exception {
    Path folder = Files.createTempDirectory("cassettes");
    Path file = folder.resolve("a.cassette");
    try {
      List<Heard> live = new ArrayList<>();
      sandbox.on(service).next(scripts.toArray(Script[]::new));
      try (Recorder recorder = Cassette.record(URI.create(sandbox.origin()), file);
          ChatClient client = connect(service, recorder.baseUrl())) {
        for (int i = 0; i < scripts.size(); i++) {
          live.add(ask(client, prompt + i));
        }
      }
      List<Heard> replayed = new ArrayList<>();
      try (Player player = Player.of(file).recordedTiming().start();
          ChatClient client = connect(service, player.baseUrl())) {
        for (int i = 0; i < scripts.size(); i++) {
          replayed.add(ask(client, prompt + i));
        }
        player.verify();
      }
      assertSame(replayed, live);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
      sandbox.asUsual();
    }
  }

  /** What was under way when a connection broke may be lost, now or then. */
  private static void assertSame(List<Heard> replayed, List<Heard> live) {
    assertThat(replayed).extracting(Heard::outcome).isEqualTo(outcomes(live));
    for (int i = 0; i < live.size(); i++) {
      String now = String.join("", replayed.get(i).tokens());
      String then = String.join("", live.get(i).tokens());
      if (live.get(i).outcome().contains("CONNECTION")) {
        assertThat(now.startsWith(then) || then.startsWith(now)).as(now + " | " + then).isTrue();
      } else {
        assertThat(now).isEqualTo(then);
      }
    }
  }

  private static List<String> outcomes(List<Heard> all) {
    return all.stream().map(Heard::outcome).toList();
  }

  private static ChatClient connect(String service, URI base) {
    FoundProvider found = providers.require(service);
    return providers.connect(
        EndpointConfig.builder(found.description())
            .set(StandardOptions.BASE_URL, base.toString())
            .build());
  }

  private static Heard ask(ChatClient client, String prompt) {
    LinkedBlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    var call = client.call(ChatRequest.of(prompt));
    call.stream(tokens::add);
    Outcome outcome = call.outcome().toCompletableFuture().join();
    String end =
        outcome.fold(
            completed -> "completed " + completed.finishReason() + " " + completed.usage(),
            incomplete -> "incomplete " + incomplete.reason(),
            failed ->
                "failed "
                    + failed.cause().kind()
                    + " "
                    + failed.cause().retry()
                    + " "
                    + failed.cause().httpStatus()
                    + " "
                    + failed.contentDelivered(),
            cancelled -> "cancelled");
    // What comes together is the network's to say; the text is the service's.
    return new Heard(List.of(String.join("", tokens)), end);
  }

  @Provide
  Arbitrary<String> services() {
    return Arbitraries.of("lockchat", "ails", "yqcloud", "gravityengine");
  }

  @Provide
  Arbitrary<String> prompts() {
    return Arbitraries.of("Hello", "Grüße \"😀\"", "a\nb\\", "1690000000");
  }

  @Provide
  Arbitrary<List<Script>> scripts() {
    Arbitrary<String[]> tokens =
        Arbitraries.of("Hel", "lo", "ü😀", "\n", "\"{}\"", " ")
            .array(String[].class)
            .ofMinSize(1)
            .ofMaxSize(4);
    Arbitrary<UnaryOperator<Script>> ends =
        Arbitraries.of(
            script -> script.finish("stop").done(),
            script -> script.finish("length").usage(3, 4).done(),
            script -> script,
            script -> script.pause(APART).close(),
            script -> script.pause(APART).reset(),
            script -> script.malformed(),
            script -> script.error("rate_limit_exceeded", "Slow down"));
    Arbitrary<UnaryOperator<Script>> frames =
        Arbitraries.of(
            script -> script,
            script -> script.inPiecesOf(7),
            script -> script.gzip(),
            script -> script.chunked().inPiecesCutAt(1, 2, 3, 50, 51),
            script -> script.cutAt(90));
    Arbitrary<Script> spoken =
        Combinators.combine(tokens, ends, frames)
            .as((said, end, frame) -> frame.apply(end.apply(Script.nothing().role().tokens(said))));
    Arbitrary<Script> refusals =
        Arbitraries.of(
            Script.status(429).header("retry-after", "3").json("{\"error\":{\"message\":\"no\"}}"),
            Script.status(500).plain("oops"),
            Script.nothing().pause(APART).reset(),
            Script.nothing());
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, spoken), net.jqwik.api.Tuple.of(1, refusals))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
