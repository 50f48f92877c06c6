package dev.runnel.fake;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which reply a request gets. Safe to use from any thread. */
final class Script {
  /** Replies for requests of one kind: one after the other, the last one again and again. */
  private static final class Rule {
    private final Predicate<ChatRequest> matches;
    private final Deque<Function<ChatRequest, FakeReply>> replies;

    Rule(Predicate<ChatRequest> matches, List<Function<ChatRequest, FakeReply>> replies) {
      this.matches = requireNonNull(matches, "matches is null");
      this.replies = new ArrayDeque<>(replies);
    }

    Function<ChatRequest, FakeReply> take() {
      return replies.size() > 1 ? replies.removeFirst() : replies.getFirst();
    }
  }

  private final Deque<FakeReply> next = new ArrayDeque<>();
  private final List<Rule> rules = new ArrayList<>();
  private @Nullable Rule otherwise;

  synchronized void next(FakeReply... replies) {
    next.addAll(List.of(replies));
  }

  synchronized void when(Predicate<ChatRequest> matches, FakeReply... replies) {
    rules.add(new Rule(matches, constant(replies)));
  }

  synchronized void always(FakeReply... replies) {
    otherwise = new Rule(request -> true, constant(replies));
  }

  synchronized void always(Function<ChatRequest, FakeReply> replies) {
    otherwise = new Rule(request -> true, List.of(requireNonNull(replies, "replies is null")));
  }

  synchronized int unused() {
    return next.size();
  }

  /**
   * The reply to a request; empty: nobody thought of it. What the test's own code throws escapes.
   */
  Optional<FakeReply> replyTo(ChatRequest request) {
    Function<ChatRequest, FakeReply> chosen;
    synchronized (this) {
      FakeReply first = next.poll();
      if (first != null) {
        return Optional.of(first);
      }
      Rule rule =
          rules.stream().filter(one -> one.matches.test(request)).findFirst().orElse(otherwise);
      if (rule == null) {
        return Optional.empty();
      }
      chosen = rule.take();
    }
    return Optional.of(requireNonNull(chosen.apply(request), "the script gave null"));
  }

  /** What there is, for the one who is told that it did not fit. */
  synchronized String describe() {
    List<String> parts = new ArrayList<>();
    parts.add("no reply is left of those for the next requests");
    if (!rules.isEmpty()) {
      parts.add(
          (rules.size() == 1
                  ? "the only matcher does"
                  : "none of the " + rules.size() + " matchers")
              + (rules.size() == 1 ? " not match" : " matches"));
    }
    parts.add("there is none for all others");
    return String.join(", ", parts);
  }

  private static List<Function<ChatRequest, FakeReply>> constant(FakeReply... replies) {
    if (replies.length == 0) {
      throw new IllegalArgumentException("At least one reply is needed");
    }
    List<Function<ChatRequest, FakeReply>> all = new ArrayList<>();
    for (FakeReply reply : replies) {
      requireNonNull(reply, "a reply is null");
      all.add(request -> reply);
    }
    return all;
  }
}
