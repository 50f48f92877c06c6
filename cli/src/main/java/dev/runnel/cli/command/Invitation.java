package dev.runnel.cli.command;

import java.net.URI;

/** What whoever has started a gateway can try at once. */
final class Invitation {
  private Invitation() {}

  /**
   * A few lines.
   *
   * @param keyed whether callers need a key
   */
  static String to(URI origin, boolean keyed) {
    return """
        The gateway listens on %1$s until Ctrl-C%4$s. Try:
          curl %1$s/v1/chat/completions -H "Content-Type: application/json"%2$s -d '{"messages": [{"role": "user", "content": "Hello"}]}'
          OPENAI_BASE_URL=%1$s/v1 OPENAI_API_KEY=%3$s your-program
        """
        .formatted(
            origin,
            keyed ? " -H \"Authorization: Bearer $KEY\"" : "",
            keyed ? "$KEY" : "any",
            keyed ? ", for those with an API key" : "");
  }
}
