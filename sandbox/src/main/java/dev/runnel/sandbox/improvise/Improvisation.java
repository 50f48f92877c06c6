package dev.runnel.sandbox.improvise;

import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer that nobody scripted.
 *
 * @param text all the answer's text, or the arguments of the tool it calls
 * @param call the tool it calls, if it calls one
 * @param thought what is thought before, or empty
 * @param usage whether it tells what it used
 */
public record Improvisation(String text, Optional<Tool> call, String thought, boolean usage) {

  private static final String THOUGHT = "The user wants an answer. I should give one.";
  private static final int CHARACTERS_A_TOKEN = 4;

  /**
   * The answer to a request.
   *
   * @param conversed what is said where a text is wanted
   */
  public static Improvisation of(Wanted wanted, String conversed) {
    String text =
        wanted
            .call()
            .map(tool -> MinimalInstance.of(tool.parameters()).toString())
            .or(() -> wanted.schema().map(schema -> MinimalInstance.of(schema).toString()))
            .orElse(conversed);
    return new Improvisation(
        text, wanted.call(), wanted.reasoning() ? THOUGHT : "", wanted.usage());
  }

  /**
   * The answer as a script.
   *
   * @param callId the id of the call, where it calls a tool
   * @param asked how many characters the request's messages have
   */
  public Script script(String callId, int asked) {
    Script begun = Script.nothing().role();
    if (!thought.isEmpty()) {
      begun = begun.reasoning(pieces(thought, 12));
    }
    Script answered =
        call.map(tool -> Script.nothing().toolCall(callId, tool.name(), pieces(text, 8)))
            .orElseGet(() -> Script.words(text));
    Script finished = begun.then(answered).finish(call.isPresent() ? "tool_calls" : "stop");
    return (usage ? finished.usage(used(asked)) : finished).done();
  }

  private Tokens used(int asked) {
    int reasoning = tokens(thought.length());
    return Tokens.of(tokens(asked), tokens(text.length()) + reasoning).reasoning(reasoning);
  }

  private static int tokens(int characters) {
    return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  /** As a model streams: a few characters at a time, never half of one. */
  private static String[] pieces(String text, int codePoints) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to =
          text.codePointCount(from, text.length()) <= codePoints
              ? text.length()
              : text.offsetByCodePoints(from, codePoints);
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces.toArray(String[]::new);
  }
}
