package dev.runnel.benchmarks;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** A way to stream the static body. */
interface Contender extends AutoCloseable {
  /**
   * Streams the body once.
   *
   * @param onTokens told how many tokens came
   * @return completes when the stream has ended; exceptionally where it failed
   */
  CompletableFuture<Void> stream(LongConsumer onTokens);

  @Override
  void close();

  /** Makes a contender that talks to an upstream. */
  static Contender named(String name, URI origin) {
    return switch (name) {
      case "read-and-discard" -> new ReadAndDiscard(origin);
      case "runnel-direct" -> new RunnelContender(origin, true);
      case "runnel-default" -> new RunnelContender(origin, false);
      case "langchain4j" -> new LangChain4jContender(origin);
      case "openai-java" -> new OpenAiJavaContender(origin);
      case "spring-ai" -> new SpringAiContender(origin);
      default -> throw new IllegalArgumentException("No contender is called " + name);
    };
  }
}
