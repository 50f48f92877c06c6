package dev.runnel.config.template;

import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request that is not complete yet. Immutable.
 *
 * @param description what it is for, for its user
 * @param prompt with variables; {@code input} is what is typed and piped
 * @param system with variables
 * @param model as behind {@code -m}
 * @param schema as behind {@code --schema}, but no file's name
 * @param extract whether only the code block of the answer is wanted
 * @param defaults values of variables that are given none; unmodifiable
 */
public record Template(
    Optional<String> description,
    Optional<String> prompt,
    Optional<String> system,
    Optional<String> model,
    OptionalDouble temperature,
    OptionalInt maxTokens,
    Optional<String> schema,
    boolean extract,
    Map<String, String> defaults) {
  /** The variable that stands for what is typed and piped. */
  public static final String INPUT = "input";

  /**
   * What a template's texts are with their variables' values.
   *
   * @param prompt empty: the template has none, and nothing was typed or piped
   */
  public record Filled(String prompt, Optional<String> system) {}

  public Template {
    defaults = Map.copyOf(defaults);
  }

  /** The variables in the order in which they appear, {@code input} among them. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    system.map(Placeholders::names).ifPresent(names::addAll);
    prompt.map(Placeholders::names).ifPresent(names::addAll);
    return names;
  }

  /**
   * Puts values in. An input for which the prompt has no place follows it behind a blank line.
   *
   * @param name the template's, for messages
   * @param given values by their names, as behind {@code -P}
   * @param input what was typed and piped; empty: nothing
   * @throws TemplateException when a variable has no value, or a value no variable: all of them
   */
  public Filled fill(String name, Map<String, String> given, String input) {
    Set<String> variables = variables();
    Map<String, String> values = new LinkedHashMap<>(defaults);
    values.putAll(given);
    if (!input.isEmpty()) {
      values.put(INPUT, input);
    }
    List<String> mistakes = new ArrayList<>();
    for (String variable : variables) {
      if (!values.containsKey(variable)) {
        mistakes.add(
            variable.equals(INPUT)
                ? "it wants an input: type one, or pipe one in"
                : "it wants a value for '" + variable + "': -P " + variable + "=…");
      }
    }
    given.keySet().stream()
        .filter(key -> !variables.contains(key) || key.equals(INPUT))
        .forEach(key -> mistakes.add(unknown(key, variables)));
    if (!mistakes.isEmpty()) {
      throw new TemplateException("Template '" + name + "': " + TemplateException.all(mistakes));
    }
    String filled = prompt.map(text -> Placeholders.fill(text, values)).orElse("");
    boolean placed = variables.contains(INPUT) || input.isEmpty();
    String whole = placed ? filled : filled.isEmpty() ? input : filled + "\n\n" + input;
    return new Filled(whole, system.map(text -> Placeholders.fill(text, values)));
  }

  private static String unknown(String key, Set<String> variables) {
    if (key.equals(INPUT)) {
      return "'input' is what is typed or piped, and not given with -P";
    }
    List<String> known = variables.stream().filter(one -> !one.equals(INPUT)).toList();
    return "it has no variable '"
        + key
        + "'"
        + NearName.of(key, known)
            .map(near -> "; did you mean '" + near + "'?")
            .orElse(known.isEmpty() ? " and no other" : "; it has: " + String.join(", ", known));
  }
}
