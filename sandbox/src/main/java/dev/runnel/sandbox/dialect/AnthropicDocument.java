package dev.runnel.sandbox.dialect;

import java.util.List;
import java.util.function.Supplier;

/** One whole message of Anthropic's, written as the answer grows. */
public final class AnthropicDocument implements Dialect {

  private final Supplier<MessageLabel> label;
  private final ErrorForm errors;

  /**
   * @param label asked once for each answer
   */
  public AnthropicDocument(Supplier<MessageLabel> label, ErrorForm errors) {
    this.label = label;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public boolean wholeDocument() {
    return true;
  }

  @Override
  public ErrorForm errors() {
    return errors;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Document(asked, label.get());
  }

  private static final class Document extends GrowingDocument {

    private enum Place {
      OUTSIDE,
      BETWEEN_BLOCKS,
      IN_TEXT,
      IN_THOUGHT,
      AFTER_CONTENT,
      AFTER_USAGE
    }

    private final Asked asked;
    private final MessageLabel label;
    private final StringBuilder thought = new StringBuilder();
    private Place place = Place.OUTSIDE;
    private boolean hasBlocks;
    private int characters;
    private int thoughtCharacters;

    Document(Asked asked, MessageLabel label) {
      this.asked = asked;
      this.label = label;
    }

    @Override
    public byte[] role() {
      return bytes(open());
    }

    private String open() {
      if (place != Place.OUTSIDE && place != Place.AFTER_CONTENT && place != Place.AFTER_USAGE) {
        return "";
      }
      String before = close();
      place = Place.BETWEEN_BLOCKS;
      hasBlocks = false;
      return before
          + "{\"id\":"
          + JsonText.quoted(label.id())
          + ",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
          + JsonText.quoted(asked.model())
          + ",\"content\":[";
    }

    @Override
    public byte[] token(String text) {
      characters += text.length();
      return bytes(into(Place.IN_TEXT, "{\"type\":\"text\",\"text\":\"") + JsonText.escaped(text));
    }

    @Override
    public byte[] refusal(String text) {
      return token(text);
    }

    @Override
    public byte[] reasoning(String text) {
      String before = intoThought();
      thought.append(text);
      thoughtCharacters += text.length();
      return bytes(before + (label.omitsThinking() ? "" : JsonText.escaped(text)));
    }

    private String intoThought() {
      return into(Place.IN_THOUGHT, "{\"type\":\"thinking\",\"thinking\":\"");
    }

    @Override
    public byte[] signature(String signature) {
      return bytes(intoThought() + sign(signature));
    }

    private String sign(String signature) {
      place = Place.BETWEEN_BLOCKS;
      thought.setLength(0);
      return "\",\"signature\":" + JsonText.quoted(signature) + "}";
    }

    @Override
    public List<byte[]> toolCall(int number, String id, String name, List<String> argumentPieces) {
      String input = String.join("", argumentPieces);
      characters += input.length();
      return List.of(
          bytes(
              open()
                  + closeBlock()
                  + next()
                  + "{\"type\":\"tool_use\",\"id\":"
                  + JsonText.quoted(id)
                  + ",\"name\":"
                  + JsonText.quoted(name)
                  + ",\"input\":"
                  + (input.isBlank() ? "{}" : input)
                  + "}"));
    }

    @Override
    public byte[] finish(String reason) {
      return bytes(open() + closeContent(JsonText.quoted(AnthropicWords.stopReason(reason))));
    }

    private String closeContent(String stopReason) {
      String before = closeBlock();
      place = Place.AFTER_CONTENT;
      return before + "],\"stop_reason\":" + stopReason + ",\"stop_sequence\":null";
    }

    @Override
    public byte[] usage(Tokens tokens) {
      if (place != Place.AFTER_CONTENT) {
        return NOTHING;
      }
      place = Place.AFTER_USAGE;
      return bytes(",\"usage\":" + AnthropicWords.usage(tokens));
    }

    @Override
    boolean isOutside() {
      return place == Place.OUTSIDE;
    }

    @Override
    boolean isInText() {
      return place == Place.IN_TEXT;
    }

    @Override
    boolean isFinished() {
      return place == Place.AFTER_CONTENT || place == Place.AFTER_USAGE;
    }

    private String into(Place kind, String block) {
      if (place == kind) {
        return "";
      }
      String before = open() + closeBlock() + next();
      place = kind;
      return before + block;
    }

    private String next() {
      String separator = hasBlocks ? "," : "";
      hasBlocks = true;
      return separator;
    }

    private String closeBlock() {
      return switch (place) {
        case IN_TEXT -> {
          place = Place.BETWEEN_BLOCKS;
          yield "\"}";
        }
        case IN_THOUGHT -> sign(AnthropicWords.signature(thought.toString()));
        default -> "";
      };
    }

    @Override
    String close() {
      String rest =
          switch (place) {
            case OUTSIDE -> "";
            case AFTER_USAGE -> "}";
            case AFTER_CONTENT -> usage() + "}";
            default -> closeContent("null") + usage() + "}";
          };
      place = Place.OUTSIDE;
      return rest;
    }

    private String usage() {
      int reasoning = AnthropicWords.tokens(thoughtCharacters);
      int output = Math.max(1, AnthropicWords.tokens(characters) + reasoning);
      return ",\"usage\":"
          + AnthropicWords.usage(Tokens.of(label.inputTokens(), output).reasoning(reasoning));
    }
  }
}
