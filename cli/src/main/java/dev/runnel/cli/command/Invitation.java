package dev.runnel.cli.command;

import dev.runnel.gateway.access.ListenAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What whoever has started a gateway can try at once.
 *
 * @param origin how this machine reaches it
 * @param keyed whether callers need a key
 * @param selfSigned a certificate that nobody trusts without being told to
 */
record Invitation(URI origin, boolean keyed, Optional<Path> selfSigned) {
  /** How other machines reach a gateway. */
  List<String> elsewhere(ListenAddress address) {
    return OwnAddresses.reachedFromElsewhere(address).stream()
        .map(host -> origin.getScheme() + "://" + host + ":" + origin.getPort())
        .toList();
  }

  /** A few lines. */
  String at(ListenAddress address) {
    StringBuilder text = new StringBuilder();
    text.append("The gateway listens on ").append(origin).append(" until Ctrl-C");
    text.append(keyed ? ", for those with an API key" : "").append(". Try:\n");
    text.append("  curl ").append(origin).append("/v1/chat/completions");
    selfSigned.ifPresent(file -> text.append(" --cacert ").append(file));
    text.append(" -H \"Content-Type: application/json\"");
    text.append(keyed ? " -H \"Authorization: Bearer $KEY\"" : "");
    text.append(" -d '{\"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'\n");
    String key = keyed ? "$KEY" : "any";
    text.append("  OPENAI_BASE_URL=%s/v1 OPENAI_API_KEY=%s your-program\n".formatted(origin, key));
    text.append(
        "  ANTHROPIC_BASE_URL=%s ANTHROPIC_API_KEY=%s your-program\n".formatted(origin, key));
    text.append(keyed ? "" : "Any text does for a key.\n");
    if (!address.isLoopback()) {
      text.append("From other machines it is ").append(others(address)).append(".\n");
    }
    selfSigned.ifPresent(
        file ->
            text.append(
                    "Its certificate is signed by itself, so programs must be told to trust it:")
                .append(" NODE_EXTRA_CA_CERTS=%1$s, SSL_CERT_FILE=%1$s.\n".formatted(file)));
    return text.toString();
  }

  private String others(ListenAddress address) {
    List<String> known = elsewhere(address);
    return known.isEmpty()
        ? "at this machine's name or address, port " + origin.getPort()
        : known.stream().collect(Collectors.joining(" or "));
  }
}
