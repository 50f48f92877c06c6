package dev.runnel.cli.render;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import java.net.URI;
import java.util.Optional;

/** An endpoint that may get a request, in words. */
public final class CandidateText {
  private CandidateText() {}

  /** Such as {@code openai/gpt-5 at https://api.openai.com}. */
  public static String of(Candidate candidate) {
    Endpoint endpoint = candidate.endpoint();
    return candidate
        + origin(endpoint).map(place -> " at " + place).orElse("")
        + (endpoint.official() ? "" : " (unofficial)");
  }

  /** Where an endpoint is, without the rest of the address, which may hold a secret. */
  static Optional<String> origin(Endpoint endpoint) {
    return endpoint.baseUrl().map(CandidateText::origin);
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }
}
