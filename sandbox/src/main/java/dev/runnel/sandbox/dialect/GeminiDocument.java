package dev.runnel.sandbox.dialect;

import java.util.List;
import java.util.function.Supplier;

/**
 * Gemini's {@code generateContent}: one {@code GenerateContentResponse}, written as the answer
 * grows so that it can be slow, cut or stalled like a stream. After a finished document the next
 * token begins another one.
 */
public final class GeminiDocument implements Dialect {

  private final Supplier<GeminiLabel> label;
  private final ErrorForm errors;

  /**
   * @param label asked once for each answer
   */
  public GeminiDocument(Supplier<GeminiLabel> label, ErrorForm errors) {
    this.label = label;
    this.errors = errors;
  }

  @Override
  public String contentType() {
    return "application/json; charset=UTF-8";
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
      BEFORE_PARTS,
      IN_TEXT,
      AFTER_PART,
      AFTER_CANDIDATES
    }

    private final Asked asked;
    private final GeminiLabel label;
    private final GeminiSigner signer;
    private Place place = Place.OUTSIDE;
    private String textSignature = "";

    Document(Asked asked, GeminiLabel label) {
      this.asked = asked;
      this.label = label;
      this.signer = new GeminiSigner(label.callSignature());
    }

    @Override
    public byte[] role() {
      return bytes(open());
    }

    @Override
    public byte[] token(String text) {
      if (place == Place.IN_TEXT) {
        return bytes(JsonText.escaped(text));
      }
      String before = open() + separator();
      place = Place.IN_TEXT;
      textSignature = signer.take();
      return bytes(before + "{\"text\":\"" + JsonText.escaped(text));
    }

    @Override
    public byte[] reasoning(String text) {
      return part(GeminiParts.thought(text));
    }

    @Override
    public byte[] signature(String signature) {
      signer.next(signature);
      return NOTHING;
    }

    @Override
    public List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
      return List.of(part(signer.signCall(index, GeminiParts.call(id, name, argumentPieces))));
    }

    private byte[] part(String part) {
      String before = open() + closeText() + separator();
      place = Place.AFTER_PART;
      return bytes(before + part);
    }

    @Override
    public byte[] finish(String reason) {
      String before = open();
      return bytes(before + closeCandidate(JsonText.quoted(GeminiParts.finishReason(reason))));
    }

    @Override
    public byte[] usage(Tokens tokens) {
      return place == Place.AFTER_CANDIDATES
          ? bytes(",\"usageMetadata\":" + GeminiParts.usage(tokens))
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
      return place == Place.AFTER_CANDIDATES;
    }

    private String open() {
      String before = place == Place.AFTER_CANDIDATES ? close() : "";
      if (place != Place.OUTSIDE) {
        return "";
      }
      place = Place.BEFORE_PARTS;
      return before + "{\"candidates\":[{\"content\":{\"parts\":[";
    }

    private String closeText() {
      if (place != Place.IN_TEXT) {
        return "";
      }
      place = Place.AFTER_PART;
      return textSignature.isEmpty() ? "\"}" : GeminiParts.signed("\"}", textSignature);
    }

    private String separator() {
      return place == Place.AFTER_PART ? "," : "";
    }

    private String closeCandidate(String finishReason) {
      String rest = closeText();
      place = Place.AFTER_CANDIDATES;
      return rest + "],\"role\":\"model\"},\"finishReason\":" + finishReason + ",\"index\":0}]";
    }

    @Override
    String close() {
      String rest =
          switch (place) {
            case OUTSIDE -> "";
            case AFTER_CANDIDATES -> label.tail(asked.model()) + "}";
            default ->
                closeText()
                    + "],\"role\":\"model\"},\"index\":0}]"
                    + label.tail(asked.model())
                    + "}";
          };
      place = Place.OUTSIDE;
      return rest;
    }
  }
}
