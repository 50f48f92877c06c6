package dev.runnel.guard;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What a driver signals, step by step. Immutable. */
final class Script {
  private final List<Consumer<Exchange>> steps;

  private Script(List<Consumer<Exchange>> steps) {
    this.steps = steps;
  }

  static Script script() {
    return new Script(List.of());
  }

  Script then(Consumer<Exchange> step) {
    List<Consumer<Exchange>> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Script(List.copyOf(longer));
  }

  Script then(Script other) {
    return then(other::play);
  }

  Script token(String text) {
    return then(exchange -> exchange.token(text));
  }

  Script tokens(String... texts) {
    Script script = this;
    for (String text : texts) {
      script = script.token(text);
    }
    return script;
  }

  Script reasoning(String text) {
    return then(exchange -> exchange.reasoning(text));
  }

  Script signature(String text) {
    return then(exchange -> exchange.reasoningSignature(text));
  }

  Script toolResult(String callId, String content) {
    return then(
        exchange -> exchange.toolResult(new ContentPart.ToolResult(callId, content, false)));
  }

  Script rateLimit(String what, long remaining) {
    return then(
        exchange ->
            exchange.rateLimit(
                new RateLimit(
                    what, OptionalLong.of(100), OptionalLong.of(remaining), Optional.empty())));
  }

  Script finish(FinishReason.Kind kind) {
    return then(exchange -> exchange.finish(FinishReason.of(kind, "wire")));
  }

  Script toolCall(int index, String id, String name, String arguments) {
    return then(
        exchange ->
            exchange.toolCall(
                new ChatEvent.ToolCallDelta(index, Optional.of(id), Optional.of(name), arguments)));
  }

  Script moreArguments(int index, String arguments) {
    return then(
        exchange ->
            exchange.toolCall(
                new ChatEvent.ToolCallDelta(index, Optional.empty(), Optional.empty(), arguments)));
  }

  Script usage(long input, long output) {
    return then(exchange -> exchange.usage(Usage.reported(input, output)));
  }

  Script servedBy(String model) {
    return then(exchange -> exchange.servedBy(model));
  }

  Script finish() {
    return then(exchange -> exchange.finish(FinishReason.STOP));
  }

  Script complete() {
    return then(Exchange::complete);
  }

  Script endOfInput() {
    return then(Exchange::endOfInput);
  }

  Script fail(ErrorKind kind) {
    return then(exchange -> exchange.fail(ChatException.of(kind, "scripted")));
  }

  void play(Exchange exchange) {
    steps.forEach(step -> step.accept(exchange));
  }
}
