package dev.runnel.distribution.contract;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.runnel.sandbox.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A conversation and its answer, made up so that careless code gets them wrong.
 *
 * @param service whom it is sent to
 * @param model the model asked for, where one is
 * @param system what {@code -s} says, where it says anything
 * @param messages role and content, in order; the last one is the user's
 * @param answer the text that the service means
 * @param tokens the answer in pieces
 */
record Talk(
    String service,
    Optional<String> model,
    Optional<String> system,
    OptionalDouble temperature,
    List<Said> messages,
    String answer,
    List<String> tokens) {
  record Said(String role, String content) {}

  private static final JsonMapper JSON = new JsonMapper();

  private static final String[] TRAPS = {
    " ",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "\\u0041",
    "'",
    "/",
    "</script>",
    "&amp;",
    "%20",
    "{}",
    "data: ",
    "data: [DONE]\n\n",
    "[DONE]",
    "\u0000",
    "\u001b[0m",
    "\u007f",
    "\u2028",
    "ä",
    "文字",
    "\u05d0",
    "e\u0301",
    "😀",
    "👩\u200d👩\u200d👧",
    "\ud834\udd1e",
    "\udbff\udfff",
    "\uffff",
    "always respond in english | ",
    "{\"error\":{\"message\":\"no\"}}",
    "<html>",
    "null"
  };

  static Talk random(String service, List<String> models, Random random) {
    List<Said> messages = new ArrayList<>();
    for (int turns = random.nextInt(5); turns > 0; turns--) {
      String role = List.of("system", "user", "assistant").get(random.nextInt(3));
      messages.add(new Said(role, text(random)));
    }
    // Anthropic takes no message of white space, and so none may be the question.
    messages.add(new Said("user", (service.equals("anthropic") ? "?" : "") + text(random)));
    // What begins like an echo, or like a notice, is for the drivers' own tests.
    String answer = "ü" + text(random) + text(random);
    return new Talk(
        service,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(models.get(random.nextInt(models.size()))),
        random.nextInt(4) == 0 ? Optional.of("s" + text(random)) : Optional.empty(),
        random.nextBoolean()
            ? OptionalDouble.empty()
            : OptionalDouble.of(random.nextInt(201) / 100.0),
        messages,
        answer,
        pieces(answer, random));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
      if (random.nextBoolean()) {
        text.append(TRAPS[random.nextInt(TRAPS.length)]);
      } else {
        random
            .ints(0, Character.MAX_CODE_POINT + 1)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .limit(random.nextInt(4))
            .forEach(text::appendCodePoint);
        text.append("abc", 0, random.nextInt(4));
      }
    }
    return text.toString();
  }

  private static List<String> pieces(String text, Random random) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int left = text.codePointCount(from, text.length());
      int to = text.offsetByCodePoints(from, 1 + random.nextInt(Math.min(left, 5)));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }

  /** The answer, cut wherever it happens to be, sometimes compressed. */
  Script script(Random random) {
    Script whole = Script.answer(tokens.toArray(String[]::new));
    if (service.equals("gravityengine") && random.nextInt(3) == 0) {
      whole = whole.asSse();
    }
    Script cut =
        random.nextInt(4) == 0
            ? whole.chunked().inPiecesOf(1 + random.nextInt(3))
            : whole.chunked().inPiecesCutAt(random.longs(8, 1, 2_000).toArray());
    return random.nextInt(4) == 0 ? cut.gzip() : cut;
  }

  /** The command that has this conversation, which it reads from standard input. */
  List<String> arguments(AtSandbox endpoint) {
    List<String> arguments = new ArrayList<>(List.of("chat", "--messages", "-", "-p", service));
    arguments.addAll(endpoint.arguments());
    model.ifPresent(name -> arguments.addAll(List.of("-m", name)));
    system.ifPresent(text -> arguments.addAll(List.of("-s", text)));
    temperature.ifPresent(t -> arguments.addAll(List.of("-t", String.valueOf(t))));
    return arguments;
  }

  String input() {
    return json(messages).toString();
  }

  /** All messages as the protocols write them, the one of {@code -s} first. */
  ArrayNode sentMessages() {
    List<Said> all = new ArrayList<>();
    system.ifPresent(text -> all.add(new Said("system", text)));
    all.addAll(messages);
    return json(all);
  }

  String lastMessage() {
    return messages.get(messages.size() - 1).content();
  }

  private static ArrayNode json(List<Said> messages) {
    ArrayNode array = JSON.createArrayNode();
    messages.forEach(
        said -> array.addObject().put("role", said.role()).put("content", said.content()));
    return array;
  }
}
