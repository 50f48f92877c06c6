package dev.runnel.history;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, as the log has it: a tree, since an exchange can be tried again, and two
 * processes can go on from the same one. Immutable.
 *
 * @param id what it is called
 * @param startedAt when it began, to the millisecond
 * @param exchanges in the order in which they began; unmodifiable, not empty
 */
public record Conversation(String id, Instant startedAt, List<LoggedExchange> exchanges) {
  public Conversation {
    requireNonNull(id, "id is null");
    requireNonNull(startedAt, "startedAt is null");
    exchanges = List.copyOf(exchanges);
  }

  /** The exchange that began last. */
  public LoggedExchange last() {
    return exchanges.get(exchanges.size() - 1);
  }

  /**
   * The exchange to go on from: the last one that was answered, if only in part. What failed
   * without an answer is passed over.
   */
  public Optional<LoggedExchange> tip() {
    for (int i = exchanges.size() - 1; i >= 0; i--) {
      if (!exchanges.get(i).answerMessages().isEmpty()) {
        return Optional.of(exchanges.get(i));
      }
    }
    return Optional.empty();
  }

  /** The messages to go on with, up to the {@link #tip()}; empty where nothing was answered. */
  public List<Message> messages() {
    return tip().map(tip -> messagesUpTo(tip.id())).orElse(List.of());
  }

  /** The messages that lead to an exchange, and its answer; see {@link #goOn}. */
  public List<Message> messagesUpTo(String exchange) {
    List<Message> messages = List.of();
    for (LoggedExchange step : path(exchange)) {
      messages = goOn(goOn(messages, step.start().added()), step.answerMessages());
    }
    return messages;
  }

  /**
   * A conversation with what is said next. System messages with which that begins take the place of
   * all earlier ones.
   *
   * @return unmodifiable
   */
  public static List<Message> goOn(List<Message> earlier, List<Message> added) {
    List<Message> system =
        added.stream().takeWhile(message -> message.role() == Role.SYSTEM).toList();
    List<Message> messages = new ArrayList<>(system);
    earlier.stream()
        .filter(message -> system.isEmpty() || message.role() != Role.SYSTEM)
        .forEach(messages::add);
    messages.addAll(added.subList(system.size(), added.size()));
    return List.copyOf(messages);
  }

  /** The exchanges from the first to this one, by way of what each went on from. */
  public List<LoggedExchange> path(String exchange) {
    Map<String, LoggedExchange> known = new HashMap<>();
    exchanges.forEach(one -> known.put(one.id(), one));
    Deque<LoggedExchange> path = new ArrayDeque<>();
    @Nullable LoggedExchange step = known.remove(exchange);
    while (step != null) {
      path.addFirst(step);
      // Removed, so that a file that somebody has edited cannot send us round and round.
      step = step.start().parent().map(known::remove).orElse(null);
    }
    return List.copyOf(path);
  }
}
