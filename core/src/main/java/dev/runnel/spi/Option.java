package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be configured about an endpoint: its name, type, default and whether it is
 * secret. Immutable; declared as a constant by the provider and used to read its value from {@link
 * EndpointConfig}.
 *
 * @param <T> the type of its values
 */
public final class Option<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String name;
  private final OptionType type;
  private final Function<String, T> parser;
  private final @Nullable T defaultValue;
  private final String description;
  private final List<String> environmentVariables;

  private Option(
      String name,
      OptionType type,
      Function<String, T> parser,
      @Nullable T defaultValue,
      String description,
      List<String> environmentVariables) {
    this.name = name;
    this.type = type;
    this.parser = parser;
    this.defaultValue = defaultValue;
    this.description = description;
    this.environmentVariables = environmentVariables;
  }

  private static <T> Option<T> of(String name, OptionType type, Function<String, T> parser) {
    if (!NAME.matcher(requireNonNull(name, "name is null")).matches()) {
      throw new IllegalArgumentException(
          "An option's name is lower case words joined by hyphens, not '" + name + "'");
    }
    return new Option<>(name, type, parser, null, "", List.of());
  }

  /** Any text, also an empty one. */
  public static Option<String> text(String name) {
    return of(name, OptionType.TEXT, OptionParsers::text);
  }

  /** A whole number. */
  public static Option<Long> integer(String name) {
    return of(name, OptionType.INTEGER, OptionParsers::integer);
  }

  /** A finite number. */
  public static Option<Double> number(String name) {
    return of(name, OptionType.NUMBER, OptionParsers::number);
  }

  /** {@code true} or {@code false}. */
  public static Option<Boolean> flag(String name) {
    return of(name, OptionType.FLAG, OptionParsers::flag);
  }

  /**
   * A positive time such as {@code 250ms}, {@code 30s}, {@code 2m}, {@code 1h} or {@code PT30S}.
   */
  public static Option<Duration> duration(String name) {
    return of(name, OptionType.DURATION, OptionParsers::duration);
  }

  /** An absolute address. */
  public static Option<URI> uri(String name) {
    return of(name, OptionType.URI, OptionParsers::uri);
  }

  /** Texts separated by commas, a comma inside written {@code \,}; no text, no elements. */
  public static Option<List<String>> list(String name) {
    return of(name, OptionType.LIST, OptionParsers::list);
  }

  /** A value that is never shown and never taken from a command line. */
  public static Option<Secret> secret(String name) {
    return of(name, OptionType.SECRET, Secret::of);
  }

  /** The same option with a default. A secret has none. */
  public Option<T> defaultsTo(T value) {
    if (type == OptionType.SECRET) {
      throw new IllegalStateException("A secret has no default: " + name);
    }
    return new Option<>(
        name,
        type,
        parser,
        requireNonNull(value, "value is null"),
        description,
        environmentVariables);
  }

  /** The same option with a sentence for its user. */
  public Option<T> describedAs(String text) {
    return new Option<>(name, type, parser, defaultValue, text, environmentVariables);
  }

  /**
   * The same option with the environment variable its users know, such as {@code OPENAI_API_KEY}.
   *
   * @param others further ones that they know; of several that are set, the last counts
   */
  public Option<T> fromEnvironment(String variable, String... others) {
    List<String> variables = new ArrayList<>(List.of(variable));
    variables.addAll(Arrays.asList(others));
    return new Option<>(name, type, parser, defaultValue, description, List.copyOf(variables));
  }

  /**
   * The same option, whose text is read in another way: for a value that its users write in a form
   * of their own, such as an address without a scheme. Type, default and all else stay.
   *
   * @param reader makes the value of a text as it was written, spaces included; never null. What
   *     cannot be a value it refuses with an {@link IllegalArgumentException} whose message ends
   *     the sentence "x is wrong: …". It may be called from any thread; its own class loader is
   *     then the context class loader.
   * @throws IllegalStateException for a secret, which is taken as it is
   */
  public Option<T> readBy(Function<String, T> reader) {
    if (type == OptionType.SECRET) {
      throw new IllegalStateException("A secret is taken as it is: " + name);
    }
    requireNonNull(reader, "reader is null");
    return new Option<>(
        name,
        type,
        text -> ContextLoader.get(reader.getClass().getClassLoader(), () -> reader.apply(text)),
        defaultValue,
        description,
        environmentVariables);
  }

  /** Lower case words joined by hyphens, such as {@code base-url}. */
  public String name() {
    return name;
  }

  public OptionType type() {
    return type;
  }

  public boolean isSecret() {
    return type == OptionType.SECRET;
  }

  /** The value where none is set; empty: there is none. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** A sentence for its user; may be empty. */
  public String description() {
    return description;
  }

  /** The environment variable its users know, beside the one every option has; of several: one. */
  public Optional<String> environmentVariable() {
    return environmentVariables.stream().findFirst();
  }

  /**
   * The environment variables its users know, beside the one every option has; of several that are
   * set, the last counts. Unmodifiable, may be empty.
   */
  public List<String> environmentVariables() {
    return environmentVariables;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a message that says what a value must be, without showing
   *     a secret's
   */
  public T parse(String text) {
    return requireNonNull(
        parser.apply(requireNonNull(text, "text is null")),
        () -> "the reader of '" + name + "' made nothing of its text");
  }

  @Override
  public String toString() {
    return name + " (" + type + ")";
  }
}
