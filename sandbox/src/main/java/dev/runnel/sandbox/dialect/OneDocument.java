package dev.runnel.sandbox.dialect;

/**
 * One OpenAI-shaped JSON document, written as the answer grows so that it can be slow, cut or
 * stalled like a stream: Gravityengine. After a finished document the next token begins another
 * one.
 */
public final class OneDocument implements Dialect {

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public boolean wholeDocument() {
    return true;
  }

  @Override
  public Narration begin(Asked asked, SseStyle style) {
    return new Documents(asked);
  }

  private static final class Documents extends GrowingDocument {

    private enum Place {
      OUTSIDE,
      IN_TEXT,
      AFTER_CHOICES
    }

    private final Asked asked;
    private Place place = Place.OUTSIDE;

    Documents(Asked asked) {
      this.asked = asked;
    }

    @Override
    public byte[] role() {
      return bytes(open());
    }

    @Override
    public byte[] token(String text) {
      return bytes(open() + JsonText.escaped(text));
    }

    @Override
    public byte[] nullContent() {
      String before = close();
      place = Place.AFTER_CHOICES;
      return bytes(before + head() + "null},\"finish_reason\":null}]");
    }

    @Override
    public byte[] finish(String reason) {
      String before = open();
      place = Place.AFTER_CHOICES;
      return bytes(before + "\"},\"finish_reason\":" + JsonText.quoted(reason) + "}]");
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return place == Place.AFTER_CHOICES
          ? bytes(",\"usage\":" + JsonText.usage(tokens))
          : new byte[0];
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
      if (place == Place.IN_TEXT) {
        return "";
      }
      place = Place.IN_TEXT;
      return before + head() + "\"";
    }

    @Override
    String close() {
      String rest =
          switch (place) {
            case OUTSIDE -> "";
            case IN_TEXT -> "\"},\"finish_reason\":null}]}";
            case AFTER_CHOICES -> "}";
          };
      place = Place.OUTSIDE;
      return rest;
    }

    private String head() {
      return "{\"id\":\"chatcmpl-sandbox\",\"object\":\"chat.completion\",\"created\":0,\"model\":"
          + JsonText.quoted(asked.model())
          + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":";
    }
  }
}
