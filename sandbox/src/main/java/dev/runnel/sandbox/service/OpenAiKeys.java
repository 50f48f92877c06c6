package dev.runnel.sandbox.service;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.Optional;

/**
 * The API key in the {@code authorization} header, or in {@code api-key}, where Azure takes it.
 *
 * @param demanded the only one that will do; where empty, any will
 */
record OpenAiKeys(Optional<String> demanded) {

  private static final String BEARER = "Bearer ";

  void check(ReceivedRequest request, Findings findings) {
    String found =
        request
            .header("authorization")
            .or(() -> request.header("api-key").map(BEARER::concat))
            .orElse("");
    if (!found.startsWith(BEARER) || found.length() == BEARER.length()) {
      findings.add(
          OpenAiErrors.invalid(
                  "You didn't provide an API key. You need to provide your API key in an"
                      + " Authorization header using Bearer auth (i.e. Authorization: Bearer"
                      + " YOUR_KEY). You can obtain an API key from"
                      + " https://platform.openai.com/account/api-keys.")
              .status(401));
    } else if (demanded.isPresent() && !found.equals(BEARER + demanded.get())) {
      findings.add(
          OpenAiErrors.invalid(
                  "Incorrect API key provided: ********. You can find your API key at"
                      + " https://platform.openai.com/account/api-keys.")
              .status(401)
              .code("invalid_api_key"));
    }
  }
}
