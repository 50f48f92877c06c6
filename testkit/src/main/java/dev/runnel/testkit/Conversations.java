package dev.runnel.testkit;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Requests of one to six messages of plain text, without a model: {@code @ForAll(supplier =
 * Conversations.class) ChatRequest request}. Any role may stand anywhere, the last is the user's.
 * The temperature and the presence penalty are given or not.
 */
public final class Conversations implements ArbitrarySupplier<ChatRequest> {
  @Override
  public Arbitrary<ChatRequest> get() {
    Arbitrary<Message> earlier =
        Combinators.combine(
                Arbitraries.of(Role.SYSTEM, Role.USER, Role.ASSISTANT), new Texts().get())
            .as(Message::of);
    return Combinators.combine(
            earlier.list().ofMaxSize(5),
            new Texts().get(),
            Arbitraries.doubles().between(0, 2).ofScale(2).injectNull(0.3),
            Arbitraries.doubles().between(-2, 2).ofScale(2).injectNull(0.5))
        .as(
            (messages, last, temperature, penalty) ->
                ChatRequest.builder()
                    .messages(messages)
                    .user(last)
                    .temperature(temperature)
                    .presencePenalty(penalty)
                    .build())
        .withoutEdgeCases(); // the texts have their own
  }
}
