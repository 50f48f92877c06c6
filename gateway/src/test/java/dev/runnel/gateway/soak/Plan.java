package dev.runnel.gateway.soak;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * One request, as client and service agree on it without a word between them: each makes it anew
 * from seed and number.
 *
 * @param number the request's, which is its prompt, and part of each of its tokens
 * @param form how the client asks
 * @param http2 by which version of HTTP
 * @param model whom the gateway asks
 * @param course what happens
 * @param tokens how many tokens the answer has
 * @param cut how many of them there are before something happens; at least 1
 * @param padding how many characters each token has beside its number
 * @param pace what the service waits before each token
 */
public record Plan(
    int number,
    Form form,
    boolean http2,
    String model,
    Course course,
    int tokens,
    int cut,
    int padding,
    Duration pace) {

  /**
   * The plan of a request.
   *
   * @param mostTokens no answer has more, but for twice as many where the client leaves
   * @param slowest what a service waits at most before each token
   */
  static Plan of(long seed, int number, int mostTokens, Duration slowest) {
    SplittableRandom chance = new SplittableRandom(seed * 1_000_003 + number);
    Course course = Course.of(chance.nextInt(1 << 20));
    Form[] forms = Form.values();
    Form form = forms[chance.nextInt(forms.length)];
    if (!form.isStream() && (course == Course.STALLED || course == Course.LEFT)) {
      course = Course.SILENT; // a whole answer has no middle to leave in
    }
    int tokens = chance.nextInt(2, mostTokens + 1);
    boolean slow = course == Course.SLOW_CLIENT;
    return new Plan(
        number,
        form,
        chance.nextInt(4) == 0,
        chance.nextInt(3) == 0 ? "anthropic/claude-haiku-4-5" : "openai/gpt-4o-mini",
        course,
        tokens,
        chance.nextInt(1, tokens),
        slow ? 16_384 : chance.nextInt(40),
        slow ? Duration.ZERO : slowest.multipliedBy(chance.nextInt(101)).dividedBy(100));
  }

  String token(int index) {
    return number + "." + index + "x".repeat(padding) + " ";
  }

  /** The first so many tokens. */
  String text(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(token(i));
    }
    return text.toString();
  }

  /** What stands before the number in a prompt, and where a service finds it. */
  static String prompt(int number) {
    return "soak " + number + " please";
  }
}
