package dev.runnel.cli.command;

import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.cli.conversation.LiveConversation;
import dev.runnel.history.Conversation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where in the log a conversation stands that goes back and forth: which exchange led to which
 * messages. Not thread-safe.
 */
final class LogPosition {
  private record Point(List<Message> messages, Optional<String> exchange) {}

  private final LiveConversation log;
  private final Deque<Point> points = new ArrayDeque<>();

  LogPosition(LiveConversation log) {
    this.log = log;
    points.push(new Point(log.earlierMessages(), log.tip()));
  }

  /**
   * Moves the log to the last exchange that these messages go on from.
   *
   * @return what they add to it
   */
  List<Message> goOn(List<Message> messages) {
    for (Point point : points) {
      Optional<List<Message>> added = added(point.messages(), messages);
      if (added.isPresent()) {
        log.goOnFrom(point.exchange());
        return added.get();
      }
    }
    log.goOnFrom(Optional.empty());
    return messages;
  }

  /** These messages were answered by the log's last exchange. */
  void answered(List<Message> messages, List<Message> answer) {
    points.push(new Point(Conversation.goOn(messages, answer), log.tip()));
  }

  /** Begins a conversation that nothing was said in. */
  void beginAnew() {
    log.anew();
    points.clear();
  }

  private static Optional<List<Message>> added(List<Message> earlier, List<Message> now) {
    List<Message> system = system(now);
    List<Message> before = earlier.subList(system(earlier).size(), earlier.size());
    List<Message> after = now.subList(system.size(), now.size());
    boolean goesOn =
        after.size() >= before.size() && after.subList(0, before.size()).equals(before);
    boolean same = system.equals(system(earlier));
    if (!goesOn || (system.isEmpty() && !same)) {
      return Optional.empty();
    }
    List<Message> added = new ArrayList<>(same ? List.of() : system);
    added.addAll(after.subList(before.size(), after.size()));
    return Optional.of(added);
  }

  private static List<Message> system(List<Message> messages) {
    return messages.stream().takeWhile(message -> message.role() == Role.SYSTEM).toList();
  }
}
