package dev.runnel.benchmarks;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.http.decode.SseDecoder;
import dev.runnel.http.openai.OpenAiDecoder;
import dev.runnel.http.openai.OpenAiListener;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The two halves of a token's way, apart: from bytes to text, and from the driver to the sink. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TokenPath {
  /** What one read of a socket brings. */
  private static final int READ_BYTES = 8 * 1024;

  private static final String[] WORDS = " a runnel carries water to whoever drinks".split("(?= )");

  private final byte[] body = StaticBody.events();
  private final ChatClient client =
      Guard.guard(
          new WordsDriver(),
          "words",
          "words",
          GuardSettings.DEFAULT,
          CallRuntime.builder().direct().build());

  /** Event stream and JSON: bytes in, tokens out. */
  @Benchmark
  @OperationsPerInvocation(StaticBody.CHUNKS)
  public void decode(Blackhole out) {
    OpenAiDecoder events = new OpenAiDecoder();
    OpenAiListener listener =
        new OpenAiListener() {
          @Override
          public void onText(String text) {
            out.consume(text);
          }
        };
    SseDecoder decoder =
        new SseDecoder(
            (name, array, offset, length) -> {
              if (!OpenAiDecoder.isDone(array, offset, length)) {
                events.decode(array, offset, length, listener);
              }
            });
    for (int from = 0; from < body.length; from += READ_BYTES) {
      decoder.feed(body, from, Math.min(READ_BYTES, body.length - from));
    }
  }

  /** The guard: what a token costs between a driver and a sink, delivered directly. */
  @Benchmark
  @OperationsPerInvocation(StaticBody.CHUNKS)
  public void guard(Blackhole out) {
    client.call(ChatRequest.of("go")).stream(out::consume);
  }

  private static final class WordsDriver implements Driver {
    @Override
    public Capabilities capabilities() {
      return Capabilities.builder().models("words").build();
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      for (int i = 0; i < StaticBody.CHUNKS; i++) {
        exchange.token(WORDS[i % WORDS.length]);
      }
      exchange.finish(FinishReason.STOP);
      exchange.complete();
    }
  }
}
