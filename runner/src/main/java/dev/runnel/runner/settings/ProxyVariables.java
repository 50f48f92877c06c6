package dev.runnel.runner.settings;

import dev.runnel.api.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables by which every tool is told of a proxy: {@code HTTPS_PROXY}, {@code HTTP_PROXY},
 * {@code ALL_PROXY} and {@code NO_PROXY}, each in lower case, too, which wins.
 */
public final class ProxyVariables {
  /**
   * A proxy and where it was named.
   *
   * @param address with a scheme; {@code http} where none was written
   * @param variable the variable's name
   */
  public record Proxy(String address, String variable) {
    private static final Pattern USER_INFO = Pattern.compile("^([^:/]+://)([^/]+)@");

    /** The {@code user:password} in the address, if there is one. */
    public Optional<Secret> credentials() {
      Matcher matcher = USER_INFO.matcher(address);
      return matcher.find() ? Optional.of(Secret.of(decoded(matcher.group(2)))) : Optional.empty();
    }

    public String withoutCredentials() {
      return USER_INFO.matcher(address).replaceFirst("$1");
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
      return withoutCredentials() + " (" + variable + ")";
    }

    private static String decoded(String text) {
      try {
        // A plus is a plus here, unlike in a form.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
  }

  private final Map<String, String> environment;

  public ProxyVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The proxy for an address; for an unknown one, as if it were protected.
   *
   * @param target not a loopback address
   */
  public Optional<Proxy> proxyFor(Optional<URI> target) {
    if (target.map(URI::getHost).filter(this::exempt).isPresent()) {
      return Optional.empty();
    }
    boolean inClear = target.map(URI::getScheme).filter("http"::equalsIgnoreCase).isPresent();
    return variable(inClear ? "HTTP_PROXY" : "HTTPS_PROXY").or(() -> variable("ALL_PROXY"));
  }

  /** What {@code NO_PROXY} holds, if it holds anything, separated by commas. */
  public Optional<String> exemptions() {
    return variable("NO_PROXY").map(names -> names.address().replaceAll("[,\\s]+", ","));
  }

  private boolean exempt(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    return names().stream()
        .anyMatch(name -> name.equals("*") || wanted.equals(name) || wanted.endsWith("." + name));
  }

  private List<String> names() {
    return exemptions().stream()
        .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
        .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private Optional<Proxy> variable(String name) {
    return read(name.toLowerCase(Locale.ROOT)).or(() -> read(name));
  }

  private Optional<Proxy> read(String name) {
    @Nullable String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    String address = value.strip();
    boolean exemptions = name.equalsIgnoreCase("NO_PROXY");
    return Optional.of(
        new Proxy(exemptions || address.contains("://") ? address : "http://" + address, name));
  }
}
