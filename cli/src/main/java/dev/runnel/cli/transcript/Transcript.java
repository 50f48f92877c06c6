package dev.runnel.cli.transcript;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Usage;
import dev.runnel.history.Conversation;
import dev.runnel.history.ExchangeState;
import dev.runnel.history.LoggedExchange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A conversation to read: Markdown, a heading for each who speaks. */
public final class Transcript {
  private final Conversation conversation;
  private final Set<String> goneOnFrom;
  private final StringBuilder text = new StringBuilder();

  private Transcript(Conversation conversation) {
    this.conversation = conversation;
    String tip = conversation.tip().orElse(conversation.last()).id();
    goneOnFrom =
        conversation.path(tip).stream().map(LoggedExchange::id).collect(Collectors.toSet());
  }

  /** All that was said, also what was tried again; ends with a line end. */
  public static String of(Conversation conversation) {
    return new Transcript(conversation).written();
  }

  private String written() {
    text.append("# ").append(conversation.id()).append('\n');
    conversation.exchanges().forEach(this::exchange);
    return text.toString();
  }

  private void exchange(LoggedExchange exchange) {
    String time = ConversationText.minute(exchange.startedAt());
    for (Message message : exchange.start().added()) {
      heading(message.role().wireName() + " · " + time);
      body(message.parts());
    }
    heading(
        ConversationText.who(
                exchange.start().chosen().endpoint(), exchange.start().chosen().model())
            + exchange.start().standIn().map(name -> " (" + name + ")").orElse("")
            + exchange.took().map(took -> " · " + seconds(took)).orElse("")
            + tokens(exchange.usage()));
    body(exchange.answer());
    if (exchange.state() != ExchangeState.COMPLETED) {
      remark(
          exchange.state().wireName()
              + exchange.error().map(error -> ": " + error.message()).orElse(""));
    }
    boolean answered = !exchange.answer().isEmpty();
    if (answered && !goneOnFrom.contains(exchange.id())) {
      remark("set aside: the conversation went on without it");
    }
  }

  private void heading(String words) {
    text.append("\n## ").append(words).append('\n');
  }

  private void remark(String words) {
    text.append("\n*").append(words).append("*\n");
  }

  private void body(List<ContentPart> parts) {
    for (ContentPart part : parts) {
      String said = part.accept(new InWords());
      if (!said.isEmpty()) {
        text.append('\n').append(said.stripTrailing()).append('\n');
      }
    }
  }

  private static String tokens(Usage usage) {
    return usage.inputTokens().isPresent() && usage.outputTokens().isPresent()
        ? " · "
            + usage.inputTokens().getAsLong()
            + " tokens in, "
            + usage.outputTokens().getAsLong()
            + " out"
        : "";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** What a part says to a reader. */
  private static final class InWords implements ContentPart.Visitor<String> {
    @Override
    public String text(ContentPart.Text part) {
      return part.text();
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see that an array in a record may be null
    public String image(ContentPart.Image image) {
      return "["
          + image.mediaType()
          + ", "
          + (image.data() == null ? image.url() : image.data().length + " bytes")
          + "]";
    }

    @Override
    public String toolCall(ContentPart.ToolCall call) {
      return "[calls " + call.name() + " " + call.argumentsJson() + "]";
    }

    @Override
    public String toolResult(ContentPart.ToolResult result) {
      return "[" + (result.failed() ? "failed: " : "gives ") + result.content() + "]";
    }

    @Override
    public String reasoning(ContentPart.Reasoning reasoning) {
      return reasoning.text().isEmpty()
          ? ""
          : reasoning.text().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    @Override
    public String unknown(ContentPart part) {
      return "[" + part + "]";
    }
  }
}
