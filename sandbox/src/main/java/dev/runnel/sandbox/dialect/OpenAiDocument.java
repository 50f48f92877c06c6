package dev.runnel.sandbox.dialect;

import java.util.List;
import java.util.function.Supplier;

/**
 * One whole chat completion of OpenAI's, written as the answer grows. Text goes before tool calls,
 * as the document has it.
 */
public final class OpenAiDocument implements Dialect {

  private final Supplier<ChunkLabel> label;
  private final ErrorForm errors;

  /**
   * @param label asked once for each answer
   */
  public OpenAiDocument(Supplier<ChunkLabel> label, ErrorForm errors) {
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
      IN_MESSAGE,
      IN_TEXT,
      IN_CALLS,
      AFTER_CHOICES
    }

    private final Asked asked;
    private final ChunkLabel label;
    private Place place = Place.OUTSIDE;

    /** The member that is being written, or was last. */
    private String member = "";

    private boolean content;
    private boolean refusal;

    Document(Asked asked, ChunkLabel label) {
      this.asked = asked;
      this.label = label;
    }

    @Override
    public byte[] role() {
      return bytes(open());
    }

    @Override
    public byte[] token(String text) {
      return text("content", text);
    }

    @Override
    public byte[] reasoning(String text) {
      return text("reasoning_content", text);
    }

    @Override
    public byte[] refusal(String text) {
      return text("refusal", text);
    }

    private byte[] text(String name, String text) {
      if (place == Place.IN_TEXT && member.equals(name)) {
        return bytes(JsonText.escaped(text));
      }
      String before = open() + closeMember();
      member = name;
      place = Place.IN_TEXT;
      content |= name.equals("content");
      refusal |= name.equals("refusal");
      return bytes(before + ",\"" + name + "\":\"" + JsonText.escaped(text));
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      String before = open();
      if (place == Place.IN_CALLS) {
        before += ",";
      } else {
        before += closeMember() + ",\"tool_calls\":[";
        place = Place.IN_CALLS;
      }
      return List.of(
          bytes(
              before
                  + "{\"id\":"
                  + JsonText.quoted(id)
                  + ",\"type\":\"function\",\"function\":{\"name\":"
                  + JsonText.quoted(name)
                  + ",\"arguments\":"
                  + JsonText.quoted(String.join("", argumentPieces))
                  + "}}"));
    }

    @Override
    public byte[] finish(String reason) {
      String before = open() + closeMessage(JsonText.quoted(reason));
      place = Place.AFTER_CHOICES;
      return bytes(before);
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return place == Place.AFTER_CHOICES
          ? bytes(",\"usage\":" + JsonText.wholeUsage(tokens))
          : NOTHING;
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
      return place == Place.AFTER_CHOICES;
    }

    private String open() {
      String before = place == Place.AFTER_CHOICES ? close() : "";
      if (place != Place.OUTSIDE) {
        return "";
      }
      place = Place.IN_MESSAGE;
      content = false;
      refusal = false;
      return before
          + label.head("chat.completion", asked.model())
          + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"";
    }

    private String closeMember() {
      return switch (place) {
        case IN_TEXT -> "\"";
        case IN_CALLS -> "]";
        default -> "";
      };
    }

    private String closeMessage(String finishReason) {
      String rest =
          closeMember()
              + (content ? "" : ",\"content\":null")
              + (refusal ? "" : ",\"refusal\":null")
              + ",\"annotations\":[]},\"logprobs\":null,\"finish_reason\":"
              + finishReason
              + "}]";
      place = Place.AFTER_CHOICES;
      return rest;
    }

    @Override
    String close() {
      String rest =
          switch (place) {
            case OUTSIDE -> "";
            case AFTER_CHOICES -> "}";
            default -> closeMessage("null") + "}";
          };
      place = Place.OUTSIDE;
      return rest;
    }
  }
}
