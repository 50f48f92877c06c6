package dev.runnel.history;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Exchanges for tests, written as the command would. */
final class Talk implements AutoCloseable {
  static final ExchangeStart.Served AUNT =
      new ExchangeStart.Served("aunt", "aunt", Optional.of("aunt-1"));

  private final ConversationWriter writer;

  Talk(Path file) {
    writer =
        ConversationWriter.start(
            file,
            trouble -> {
              throw new AssertionError(trouble);
            });
  }

  /** One question and its answer, kept. */
  OpenExchange exchange(String conversation, Optional<String> parent, String asked, String said) {
    OpenExchange exchange =
        writer.begin(
            ExchangeStart.builder(conversation, AUNT)
                .parent(parent.orElse(null))
                .added(List.of(Message.user(asked)))
                .build());
    exchange.onToken(said);
    exchange.onEnd(completed());
    awaitKept(exchange);
    return exchange;
  }

  /** A conversation of one exchange. */
  String conversation(String asked, String said) {
    String id = writer.newConversation();
    exchange(id, Optional.empty(), asked, said);
    return id;
  }

  ConversationWriter writer() {
    return writer;
  }

  static ExchangeStart start(String conversation, Message... added) {
    return ExchangeStart.builder(conversation, AUNT).added(List.of(added)).build();
  }

  static CallReport report() {
    return new CallReport("aunt", "aunt", Optional.of("aunt-1-2026"), List.of(), List.of());
  }

  static Outcome completed() {
    return new Outcome.Completed(FinishReason.STOP, Usage.reported(3, 4), report());
  }

  static Outcome failed() {
    return new Outcome.Failed(
        ChatException.of(ErrorKind.UNAVAILABLE, "Nobody is at home"),
        false,
        Usage.ABSENT,
        report());
  }

  static Outcome cancelled() {
    return new Outcome.Cancelled(true, Usage.ABSENT, report());
  }

  static void awaitKept(OpenExchange exchange) {
    try {
      boolean kept = exchange.kept().toCompletableFuture().get(30, TimeUnit.SECONDS);
      if (!kept) {
        throw new AssertionError("not kept: " + exchange.id());
      }
    } catch (Exception e) {
      throw new AssertionError("not kept: " + exchange.id(), e);
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
