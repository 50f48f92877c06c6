package dev.runnel.gateway.report;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Message;
import java.util.List;

/**
 * What was said in one request, without its pictures, which would be megabytes.
 *
 * @param prompt the messages; empty: they could not be read; unmodifiable
 * @param answer the text that came, cut where it was too long to keep
 */
public record Said(List<Line> prompt, String answer) {
  /**
   * A message.
   *
   * @param role as OpenAI calls it
   */
  public record Line(String role, String text) {
    public Line {
      requireNonNull(role, "role is null");
      requireNonNull(text, "text is null");
    }
  }

  public Said {
    prompt = List.copyOf(prompt);
    requireNonNull(answer, "answer is null");
  }

  static Said of(List<Message> messages, String answer) {
    return new Said(
        messages.stream()
            .map(message -> new Line(message.role().wireName(), message.text()))
            .toList(),
        answer);
  }

  /** How many characters there are. */
  public long length() {
    return answer.length() + prompt.stream().mapToLong(line -> line.text().length()).sum();
  }
}
