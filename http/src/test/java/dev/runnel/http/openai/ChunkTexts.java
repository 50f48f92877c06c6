package dev.runnel.http.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes events of the OpenAI form and neighbours of it: any order, white space, escapes, odd
 * values, repeated and unknown fields, several choices; and damages them.
 */
final class ChunkTexts {
  private static final String[] TEXTS = {
    "",
    "a",
    " token",
    "the \"quoted\" \\ one",
    "line\nline\r\t\b\f",
    "é",
    "文字",
    "😀",
    "\u0000\u001F",
    "\uFFFD",
    "\uD83D",
    "\uDE00x",
    "content",
    "}]}",
    "data: x",
    "\u007F",
    "/",
    "x".repeat(70)
  };
  private static final String[] NAMES = {
    "content",
    "delta",
    "choices",
    "error",
    "created",
    "logprobs",
    "refusal",
    "x",
    "",
    "é",
    "role",
    "system_fingerprint",
    "obfuscation",
    "indey",
    "contenu",
    "n".repeat(300)
  };
  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "-0",
    "0.5",
    "1e400",
    "1E-7",
    "12345678901234567890",
    "0.0",
    "2e+3",
    "9".repeat(40),
    "1687700000"
  };
  private static final String[] DAMAGE = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "0",
    "1",
    "-",
    ".",
    "e",
    "n",
    "null",
    "\n",
    "\u0000",
    "\u007F",
    "\u0080",
    "\u00C0",
    "\u00ED\u00A0\u0080",
    "\u00F0\u009F\u0098\u0080",
    "\u00FF",
    "\\u",
    "\\ud83d",
    "\\ude00",
    "//",
    "'",
    "\u00EF\u00BB\u00BF",
    "\"content\":\"x\","
  };

  private final Random random;
  private final boolean repeatsFields;

  ChunkTexts(long seed, boolean repeatsFields) {
    this.random = new Random(seed);
    this.repeatsFields = repeatsFields;
  }

  /** The chunk of the usual shape and order, with one thing or another that varies. */
  String usual() {
    String content = string(one("token", " the", "\n", "é", "😀", "", "\"", "it's"));
    String reasoning = oneIn(6) ? ",\"reasoning_content\":" + string("hm") : "";
    return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":"
        + (oneIn(5) ? 1687700001 : 1687700000)
        + ",\"model\":\"gpt-4\",\"choices\":[{\"index\":0,\"delta\":{"
        + (oneIn(5) ? "\"role\":\"assistant\"," : "")
        + "\"content\":"
        + content
        + reasoning
        + "},\"logprobs\":null,\"finish_reason\":"
        + (oneIn(8) ? "\"stop\"" : "null")
        + "}]"
        + (oneIn(5) ? ",\"obfuscation\":\"" + "k".repeat(random.nextInt(9)) + "\"" : "")
        + "}";
  }

  String any() {
    List<String> fields = new ArrayList<>();
    maybe(fields, "id", string(text()));
    maybe(fields, "object", one("\"chat.completion.chunk\"", "\"error\"", "null", "7"));
    maybe(fields, "created", number());
    maybe(fields, "model", oneIn(4) ? value(2) : string(text()));
    maybe(fields, "usage", oneIn(2) ? "null" : usage());
    if (oneIn(6)) {
      fields.add(field("error", oneIn(3) ? "null" : oneIn(2) ? string(text()) : errorObject()));
    }
    for (String name : List.of("message", "type", "code")) {
      if (oneIn(6)) {
        fields.add(field(name, value(1)));
      }
    }
    if (!oneIn(8)) {
      fields.add(field("choices", oneIn(8) ? value(2) : choices()));
    }
    return white() + object(fields) + white();
  }

  byte[] damaged(byte[] event) {
    String bytes = new String(event, ISO_8859_1);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(bytes.length() + 1);
      int to = Math.min(bytes.length(), from + (oneIn(4) ? random.nextInt(40) : random.nextInt(2)));
      String middle = oneIn(3) ? "" : oneIn(6) ? bytes.substring(from, to).repeat(2) : one(DAMAGE);
      bytes = bytes.substring(0, from) + middle + bytes.substring(to);
    }
    return bytes.getBytes(ISO_8859_1);
  }

  static byte[] utf8(String event) {
    return event.getBytes(UTF_8);
  }

  private String choices() {
    List<String> choices = new ArrayList<>();
    int count = oneIn(6) ? random.nextInt(3) : 1;
    for (int i = 0; i < count; i++) {
      List<String> fields = new ArrayList<>();
      maybe(fields, "index", oneIn(6) ? value(1) : one("0", "0", "0", "1"));
      maybe(fields, "delta", oneIn(10) ? value(1) : message());
      if (oneIn(6)) {
        fields.add(field("message", oneIn(3) ? value(1) : message()));
      }
      maybe(fields, "finish_reason", oneIn(3) ? string(text()) : "null");
      choices.add(oneIn(20) ? value(1) : object(fields));
    }
    return array(choices);
  }

  private String message() {
    List<String> fields = new ArrayList<>();
    maybe(fields, "role", string("assistant"));
    maybe(fields, "content", oneIn(6) ? parts() : oneIn(6) ? value(2) : string(text()));
    for (String name : List.of("reasoning", "reasoning_content", "refusal")) {
      if (oneIn(5)) {
        fields.add(field(name, oneIn(2) ? value(1) : string(text())));
      }
    }
    if (oneIn(6)) {
      fields.add(field("tool_calls", oneIn(2) ? value(1) : toolCalls()));
    }
    if (oneIn(6)) {
      fields.add(field("function_call", oneIn(2) ? value(1) : function()));
    }
    return object(fields);
  }

  private String parts() {
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<String> fields = new ArrayList<>();
      maybe(fields, "type", one("\"text\"", "\"text\"", "\"image\"", "\"thinking\"", "null"));
      maybe(fields, "text", oneIn(6) ? value(1) : string(text()));
      if (oneIn(3)) {
        String texts = array(List.of(object(List.of(field("text", value(0)))), value(1)));
        fields.add(field("thinking", oneIn(2) ? value(1) : texts));
      }
      parts.add(oneIn(6) ? value(1) : object(fields));
    }
    return array(parts);
  }

  private String toolCalls() {
    List<String> calls = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<String> fields = new ArrayList<>();
      maybe(fields, "index", oneIn(6) ? value(1) : one("0", "1", "2"));
      maybe(fields, "id", string(text()));
      maybe(fields, "function", oneIn(8) ? value(1) : function());
      calls.add(oneIn(8) ? value(1) : object(fields));
    }
    return array(calls);
  }

  private String function() {
    List<String> function = new ArrayList<>();
    maybe(function, "name", string(text()));
    maybe(function, "arguments", oneIn(3) ? value(2) : string(text()));
    return object(function);
  }

  private String usage() {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("prompt_tokens", "completion_tokens", "total_tokens")) {
      maybe(fields, name, oneIn(6) ? value(1) : number());
    }
    List<String> details = new ArrayList<>();
    maybe(details, "cached_tokens", number());
    maybe(details, "cache_write_tokens", number());
    maybe(fields, "prompt_tokens_details", oneIn(4) ? value(1) : object(details));
    List<String> more = List.of(field("reasoning_tokens", value(0)), field("x", value(0)));
    maybe(fields, "completion_tokens_details", oneIn(4) ? value(1) : object(more));
    return object(fields);
  }

  private String errorObject() {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("message", "type", "code", "param")) {
      maybe(fields, name, value(1));
    }
    return object(fields);
  }

  private String value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return number();
      case 1:
        return one("true", "false");
      case 2:
      case 3:
        return "null";
      case 4:
      case 5:
        return string(text());
      case 6:
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(value(depth - 1));
        }
        return array(elements);
      default:
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          maybe(fields, one(NAMES), value(depth - 1));
        }
        return object(fields);
    }
  }

  private String object(List<String> given) {
    List<String> fields = new ArrayList<>(given);
    if (repeatsFields && !fields.isEmpty() && oneIn(8)) {
      fields.add(one(fields.toArray(String[]::new)));
    }
    if (repeatsFields && oneIn(4)) {
      fields.add(field(one(NAMES), value(1)));
    }
    if (oneIn(3)) {
      Collections.shuffle(fields, random);
    }
    return "{" + white() + String.join("," + white(), fields) + white() + "}";
  }

  private String array(List<String> elements) {
    return "[" + white() + String.join(white() + ",", elements) + white() + "]";
  }

  private void maybe(List<String> fields, String name, String value) {
    if (!oneIn(4)) {
      fields.add(field(name, value));
    }
  }

  private String field(String name, String value) {
    return string(name) + white() + ":" + white() + value;
  }

  private String number() {
    return one(NUMBERS);
  }

  private String text() {
    return oneIn(3) ? one(TEXTS) + one(TEXTS) : one(TEXTS);
  }

  private String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    boolean escapes = oneIn(8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alone =
          Character.isSurrogate(c)
              && !(i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1)))
              && !(i > 0 && Character.isSurrogatePair(text.charAt(i - 1), c));
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c < 0x20 || alone || escapes && !Character.isSurrogate(c) && oneIn(3)) {
        json.append(String.format(oneIn(2) ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private String white() {
    return oneIn(12) ? one(" ", "\n", "\r\n", "\t", "  ") : "";
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private String one(String... options) {
    return options[random.nextInt(options.length)];
  }
}
