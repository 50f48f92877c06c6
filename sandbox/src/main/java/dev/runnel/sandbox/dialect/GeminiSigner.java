package dev.runnel.sandbox.dialect;

/** Puts thought signatures on the parts of one answer. */
final class GeminiSigner {

  private final String callSignature;
  private String next = "";

  /**
   * @param callSignature what the first tool call is signed with where nothing else was said; may
   *     be empty
   */
  GeminiSigner(String callSignature) {
    this.callSignature = callSignature;
  }

  /** Says what the next part is signed with. */
  void next(String signature) {
    next = signature;
  }

  /** What the next part is signed with; empty: nothing. It is then no longer to be put anywhere. */
  String take() {
    String taken = next;
    next = "";
    return taken;
  }

  String sign(String part) {
    String signature = take();
    return signature.isEmpty() ? part : GeminiParts.signed(part, signature);
  }

  /** Of several calls in one answer, the first is signed. */
  String signCall(int index, String part) {
    if (next.isEmpty() && index == 0) {
      next = callSignature;
    }
    return sign(part);
  }
}
