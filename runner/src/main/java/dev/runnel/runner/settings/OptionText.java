package dev.runnel.runner.settings;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.ConfigurationException.Mistake;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option as somebody wrote it: {@code ails.base-url=http://127.0.0.1:9000}.
 *
 * @param endpoint the endpoint's id, or {@link #ALL}; ids may contain dots
 * @param option the option's name; names contain no dots
 * @param value everything behind the first equals sign; may be empty
 * @param source where it was written, for messages
 */
public record OptionText(String endpoint, String option, String value, String source) {
  /** Stands for every endpoint that has the option. */
  public static final String ALL = "*";

  private static final Pattern KEY_AND_VALUE = Pattern.compile("([^=]*)=(.*)", Pattern.DOTALL);
  private static final Pattern NAME_AT_START = Pattern.compile("[A-Za-z0-9*._-]*");
  private static final String FORM =
      "write endpoint.option=value, such as ails.base-url=http://127.0.0.1:9000";

  public OptionText {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(option, "option is null");
    requireNonNull(value, "value is null");
    requireNonNull(source, "source is null");
  }

  /** Reads a text, or says what is wrong with it. */
  public static Optional<OptionText> parse(String text, String source, Consumer<Mistake> mistakes) {
    Matcher matcher = KEY_AND_VALUE.matcher(text);
    if (!matcher.matches()) {
      mistakes.accept(new Mistake(nameIn(text), source, "has no value; " + FORM));
      return Optional.empty();
    }
    String key = matcher.group(1).strip();
    int dot = key.lastIndexOf('.');
    if (dot < 1 || dot == key.length() - 1) {
      mistakes.accept(new Mistake(key, source, "names no endpoint or no option; " + FORM));
      return Optional.empty();
    }
    return Optional.of(
        new OptionText(key.substring(0, dot), key.substring(dot + 1), matcher.group(2), source));
  }

  /** What was set, without its value, which may be a secret in the wrong place. */
  public String key() {
    return endpoint + "." + option;
  }

  public boolean forAll() {
    return endpoint.equals(ALL);
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return key() + " (" + source + ")";
  }

  // Whatever follows the name may be a secret that was written with the wrong separator.
  private static String nameIn(String text) {
    Matcher matcher = NAME_AT_START.matcher(text.strip());
    return matcher.lookingAt() ? matcher.group() : "";
  }
}
