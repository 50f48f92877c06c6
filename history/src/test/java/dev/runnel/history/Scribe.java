package dev.runnel.history;

import dev.runnel.api.Message;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process that logs a conversation, to be killed: says a byte for each piece that arrived, and a
 * line for each exchange that is kept. What it writes follows from its name.
 */
final class Scribe {
  private static final int LONGEST = 3_000;

  private Scribe() {}

  /** Arguments: the file, the scribe's name, how many exchanges. */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    out.print('>');
    out.flush();
    String name = arguments[1];
    int exchanges = Integer.parseInt(arguments[2]);
    Path file = Path.of(arguments[0]);
    try (ConversationWriter writer =
        ConversationWriter.start(
            file,
            trouble -> {
              trouble.printStackTrace();
              Runtime.getRuntime().halt(1);
            },
            Duration.ofMillis(1))) {
      String conversation = writer.newConversation();
      @Nullable String parent = null;
      for (int i = 0; i < exchanges; i++) {
        OpenExchange exchange =
            writer.begin(
                ExchangeStart.builder(conversation, Talk.AUNT)
                    .parent(parent)
                    .added(List.of(Message.user(name + " " + i)))
                    .build());
        answer(name + " " + i, exchange, out);
        exchange.onEnd(Talk.completed());
        Talk.awaitKept(exchange);
        out.print("kept " + i + "\n");
        out.flush();
        parent = exchange.id();
      }
    }
  }

  private static void answer(String question, OpenExchange exchange, PrintStream out) {
    String text = answerTo(question);
    Random random = new Random(text.hashCode());
    for (int from = 0; from < text.length(); ) {
      int to = Math.min(text.length(), from + 1 + random.nextInt(40));
      exchange.onToken(text.substring(from, to));
      out.print('.');
      out.flush();
      from = to;
    }
  }

  /** The whole answer that a question gets. */
  static String answerTo(String question) {
    Random random = new Random(question.hashCode());
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(LONGEST); text.length() < length; ) {
      text.append("word").append(random.nextInt(1_000)).append(random.nextInt(9) == 0 ? "\n" : " ");
    }
    return text.toString();
  }
}
