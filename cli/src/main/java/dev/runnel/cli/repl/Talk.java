package dev.runnel.cli.repl;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said so far. A question that got no word of an answer is not part of it, but kept, so
 * that it can be asked again. Not thread-safe.
 */
final class Talk {
  private Optional<String> system = Optional.empty();
  private List<Message> messages = new ArrayList<>();
  private @Nullable Message unanswered;

  /**
   * @param earlier what was said before; may begin with how the model is to behave
   */
  Talk(List<Message> earlier) {
    replace(earlier);
  }

  Optional<String> system() {
    return system;
  }

  void system(Optional<String> text) {
    system = text;
  }

  /** How many messages there are, the system message apart. */
  int size() {
    return messages.size();
  }

  /** All of it, the system message first. */
  List<Message> messages() {
    List<Message> all = new ArrayList<>();
    system.ifPresent(text -> all.add(Message.system(text)));
    all.addAll(messages);
    return all;
  }

  /** All of it and a question. */
  List<Message> with(Message question) {
    List<Message> all = messages();
    all.add(question);
    return all;
  }

  /** A question was answered. */
  void add(Message question, List<Message> answer) {
    messages.add(question);
    messages.addAll(answer);
    unanswered = null;
  }

  /** A question was not answered. */
  void keep(Message question) {
    unanswered = question;
  }

  /** The question that was asked last, answered or not. */
  Optional<Message> lastQuestion() {
    return unanswered != null ? Optional.of(unanswered) : answered().map(messages::get);
  }

  /** Goes back to before the last question; {@link #restore} undoes it. */
  List<Message> takeBack() {
    List<Message> before = List.copyOf(messages);
    if (unanswered == null) {
      answered().ifPresent(at -> messages.subList(at, messages.size()).clear());
    }
    return before;
  }

  void restore(List<Message> before) {
    messages = new ArrayList<>(before);
  }

  /** Goes on with another conversation. */
  void replace(List<Message> other) {
    List<Message> rest = new ArrayList<>(other);
    Optional<Message> first =
        rest.stream().findFirst().filter(message -> message.role() == Role.SYSTEM);
    first.ifPresent(message -> rest.remove(0));
    system = first.map(Message::text);
    messages = rest;
    unanswered = null;
  }

  /** Forgets what was said; the system message stays. */
  void clear() {
    messages.clear();
    unanswered = null;
  }

  private Optional<Integer> answered() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).role() == Role.USER) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** The same question with another text; what was attached to it stays. */
  static Message reworded(Message question, String text) {
    List<ContentPart> parts = new ArrayList<>(question.parts());
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof ContentPart.Text) {
        parts.set(i, new ContentPart.Text(text));
        return new Message(Role.USER, parts);
      }
    }
    parts.add(new ContentPart.Text(text));
    return new Message(Role.USER, parts);
  }
}
