package dev.runnel.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A conversation in a list.
 *
 * @param id what it is called
 * @param lastAt when its last exchange began
 * @param exchanges how many it has
 * @param endpoint who answered last
 * @param model the model that answered last
 * @param standIn who answered in the services' stead, such as {@code sandbox}
 * @param state the state of the last exchange
 * @param opening how the user's first message begins; may be empty
 */
public record ConversationSummary(
    String id,
    Instant lastAt,
    int exchanges,
    String endpoint,
    Optional<String> model,
    Optional<String> standIn,
    ExchangeState state,
    String opening) {}
