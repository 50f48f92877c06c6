package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.NearName;
import dev.runnel.spi.Option;
import java.util.List;
import java.util.Optional;

/**
 * What a user calls a key.
 *
 * @param endpoint the endpoint's id
 * @param option the secret option that it is a value of
 */
record KeyName(String endpoint, String option) {
  /**
   * Reads {@code ENDPOINT}, which means its main key, or {@code ENDPOINT.OPTION}.
   *
   * @throws UsageException when there is no such endpoint, or it has no such secret
   */
  static KeyName parse(String text, List<EndpointOrigin> endpoints, Providers providers) {
    Optional<EndpointOrigin> whole = find(text, endpoints);
    if (whole.isPresent()) {
      return new KeyName(
          text,
          whole
              .get()
              .mainCredential()
              .orElseThrow(() -> new UsageException("'" + text + "' takes no key.")));
    }
    int dot = text.lastIndexOf('.');
    Optional<EndpointOrigin> before =
        dot < 0 ? Optional.empty() : find(text.substring(0, dot), endpoints);
    if (before.isEmpty()) {
      List<String> ids = endpoints.stream().map(EndpointOrigin::id).toList();
      throw OutOfUse.askedFor(dot < 0 ? text : text.substring(0, dot), providers)
          .orElseGet(() -> absent(text, ids));
    }
    return of(before.get(), text.substring(dot + 1));
  }

  private static UsageException absent(String text, List<String> ids) {
    return new UsageException(
        "There is no endpoint '"
            + text
            + "'"
            + NearName.of(text, ids)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; `runnel providers` lists them."));
  }

  private static KeyName of(EndpointOrigin endpoint, String option) {
    List<String> secrets =
        endpoint.options().stream().filter(Option::isSecret).<String>map(Option::name).toList();
    if (!secrets.contains(option)) {
      throw new UsageException(
          "'"
              + endpoint.id()
              + "' has no secret option '"
              + option
              + "'"
              + NearName.of(option, secrets)
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(secrets.isEmpty() ? "." : "; it has: " + String.join(", ", secrets)));
    }
    return new KeyName(endpoint.id(), option);
  }

  private static Optional<EndpointOrigin> find(String id, List<EndpointOrigin> endpoints) {
    return endpoints.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public String toString() {
    return endpoint + "." + option;
  }
}
