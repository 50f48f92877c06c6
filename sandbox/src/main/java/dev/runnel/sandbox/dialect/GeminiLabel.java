package dev.runnel.sandbox.dialect;

import static java.util.Objects.requireNonNull;

/**
 * What every event of one Gemini answer repeats, and how the answer is signed.
 *
 * @param responseId the answer's id
 * @param callSignature what the first tool call is signed with where a script says nothing of it;
 *     empty: nothing, as of models before Gemini 3
 */
public record GeminiLabel(String responseId, String callSignature) {

  public GeminiLabel {
    requireNonNull(responseId, "responseId is null");
    requireNonNull(callSignature, "callSignature is null");
  }

  /** The members behind the candidates, each with a comma before it. */
  String tail(String model) {
    return ",\"modelVersion\":"
        + JsonText.quoted(model)
        + ",\"responseId\":"
        + JsonText.quoted(responseId);
  }
}
