package dev.runnel.sandbox.dialect;

/**
 * What every chunk or document of one OpenAI-shaped answer repeats.
 *
 * @param id for example {@code chatcmpl-…}
 * @param created seconds since the epoch
 * @param more further members, JSON with a trailing comma, or empty
 * @param whole whether members that hold nothing are written as {@code null}, as OpenAI does
 * @param usageAsked whether usage is said, and {@code usage: null} in every other chunk
 * @param obfuscated whether chunks are padded, so that their sizes tell less
 */
public record ChunkLabel(
    String id, long created, String more, boolean whole, boolean usageAsked, boolean obfuscated) {

  private static final String PADDING = "kR4wTz9qLm2XvB7n";

  /** As the services of 2023 do: only what there is, and usage unasked. */
  static final ChunkLabel SPARSE = new ChunkLabel("chatcmpl-sandbox", 0, "", false, true, false);

  /** The member that pads a chunk of this many characters, with a comma before it; or nothing. */
  String padding(int size) {
    return obfuscated
        ? ",\"obfuscation\":\"" + PADDING.substring(size % PADDING.length()) + "\""
        : "";
  }

  /** The members before {@code choices}. */
  String head(String object, String model) {
    return "{\"id\":"
        + JsonText.quoted(id)
        + ",\"object\":\""
        + object
        + "\",\"created\":"
        + created
        + ",\"model\":"
        + JsonText.quoted(model)
        + ","
        + more;
  }
}
