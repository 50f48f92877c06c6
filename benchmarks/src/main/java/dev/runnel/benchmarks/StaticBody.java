package dev.runnel.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one body that every contender reads: 2,000 OpenAI-shaped chunks of about 290 bytes, some of
 * them with letters beyond ASCII.
 */
final class StaticBody {
  static final int CHUNKS = 2_000;

  private static final String[] WORDS = {
    " stream",
    " of",
    " water",
    " runs",
    " naïve",
    " über",
    " река",
    " 水",
    " downhill",
    " and",
    " never",
    " lies",
    " 😀",
    " to",
    " whoever",
    " drinks"
  };

  private StaticBody() {}

  /** The event stream alone, end mark included. */
  static byte[] events() {
    return String.join("", eventTexts()).getBytes(StandardCharsets.UTF_8);
  }

  /** The answer with the body in one piece, as a file server sends it. */
  static byte[] whole() {
    byte[] body = events();
    return concat(head("content-length: " + body.length), body);
  }

  /** The answer with an HTTP chunk for each event, as services stream. */
  static byte[] chunked() {
    StringBuilder body = new StringBuilder(CHUNKS * 300);
    for (String event : eventTexts()) {
      int length = event.getBytes(StandardCharsets.UTF_8).length;
      body.append(Integer.toHexString(length)).append("\r\n").append(event).append("\r\n");
    }
    body.append("0\r\n\r\n");
    return concat(
        head("transfer-encoding: chunked"), body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] head(String framing) {
    return ("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n" + framing + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[] head, byte[] body) {
    byte[] answer = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, answer, head.length, body.length);
    return answer;
  }

  private static List<String> eventTexts() {
    List<String> events = new ArrayList<>();
    events.add(event("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    for (int i = 0; i < CHUNKS; i++) {
      events.add(event("{\"content\":\"" + WORDS[i % WORDS.length] + "\"}", "null"));
    }
    events.add(event("{}", "\"stop\""));
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static String event(String delta, String finishReason) {
    return "data: {\"id\":\"chatcmpl-BmWqE7Jr2sN4pZk8uYtVd3xHc6LgA\","
        + "\"object\":\"chat.completion.chunk\",\"created\":1750000000,"
        + "\"model\":\"gpt-3.5-turbo-0125\",\"service_tier\":\"default\","
        + "\"system_fingerprint\":\"fp_0123456789\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}],\"usage\":null}\n\n";
  }

  /** What the tokens' own strings take, on average, in bytes of heap. */
  static double ownBytesPerToken() {
    long sum = 0;
    for (int i = 0; i < CHUNKS; i++) {
      String word = WORDS[i % WORDS.length];
      boolean latin1 = word.chars().allMatch(c -> c < 256);
      int payload = latin1 ? word.length() : 2 * word.length();
      sum += 24 + (16 + payload + 7) / 8 * 8;
    }
    return (double) sum / CHUNKS;
  }
}
