package dev.runnel.config.template;

import dev.runnel.config.toml.TomlFile;
import dev.runnel.config.toml.TomlNode;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a template, or says all that is wrong with it. */
final class TemplateReader {
  private static final List<String> KEYS =
      List.of(
          "description",
          "prompt",
          "system",
          "model",
          "temperature",
          "max-tokens",
          "schema",
          "extract",
          "defaults");

  private final List<String> mistakes = new ArrayList<>();

  private TemplateReader() {}

  /**
   * Reads a text.
   *
   * @param file what its user calls it
   * @throws TemplateException with all mistakes and their places
   */
  static Template read(String text, String file) {
    return new TemplateReader().template(text, file);
  }

  private Template template(String text, String file) {
    List<Mistake> unreadable = new ArrayList<>();
    TomlNode root = TomlFile.parse(text, file, unreadable::add);
    if (!unreadable.isEmpty()) {
      Mistake first = unreadable.get(0);
      throw new TemplateException(first.source() + " " + first.problem() + ".");
    }
    root.children().forEach(this::known);
    Optional<TomlNode> temperature =
        value(root, "temperature", TomlNode::isNumber, "a number without quotes")
            .filter(node -> inRange(node, Double.parseDouble(node.text()) >= 0, "0 or more"));
    Optional<TomlNode> maxTokens =
        value(root, "max-tokens", TomlNode::isInteger, "a whole number without quotes")
            .filter(node -> inRange(node, node.text().matches("[1-9]\\d{0,8}"), "1 or more"));
    Template template =
        new Template(
            text(root, "description"),
            text(root, "prompt"),
            text(root, "system"),
            text(root, "model"),
            temperature
                .map(node -> OptionalDouble.of(Double.parseDouble(node.text())))
                .orElse(OptionalDouble.empty()),
            maxTokens
                .map(node -> OptionalInt.of(Integer.parseInt(node.text())))
                .orElse(OptionalInt.empty()),
            text(root, "schema"),
            value(root, "extract", TomlNode::isFlag, "true or false without quotes")
                .map(node -> node.text().equals("true"))
                .orElse(false),
            defaults(root));
    root.child("defaults").ifPresent(table -> unusedDefaults(table, template.variables()));
    if (!mistakes.isEmpty()) {
      throw new TemplateException(TemplateException.all(mistakes));
    }
    return template;
  }

  private void known(String key, TomlNode node) {
    if (!KEYS.contains(key)) {
      wrong(node, "'" + key + "' is no key of a template" + near(key, KEYS));
    }
  }

  private Map<String, String> defaults(TomlNode root) {
    Map<String, String> defaults = new LinkedHashMap<>();
    value(root, "defaults", TomlNode::isTable, "a table")
        .ifPresent(
            table ->
                table
                    .children()
                    .forEach(
                        (name, node) -> {
                          if (node.isTable() || node.isArray()) {
                            wrong(node, "the default of '" + name + "' is no text");
                          }
                          defaults.put(name, node.text());
                        }));
    return defaults;
  }

  private void unusedDefaults(TomlNode table, Set<String> variables) {
    table
        .children()
        .forEach(
            (name, node) -> {
              if (!variables.contains(name)) {
                wrong(
                    node,
                    "there is a default for '"
                        + name
                        + "', which is no variable of the template"
                        + near(name, List.copyOf(variables)));
              }
            });
  }

  private Optional<String> text(TomlNode root, String key) {
    return value(root, key, TomlNode::isText, "a text in quotes").map(TomlNode::text);
  }

  private Optional<TomlNode> value(
      TomlNode root, String key, Predicate<TomlNode> fits, String expected) {
    Optional<TomlNode> node = root.child(key);
    node.filter(fits.negate())
        .ifPresent(one -> wrong(one, "'" + key + "' must be " + expected + ", not " + one.kind()));
    return node.filter(fits);
  }

  private boolean inRange(TomlNode node, boolean is, String range) {
    if (!is) {
      wrong(node, node.text() + " is out of range: it must be " + range);
    }
    return is;
  }

  private void wrong(TomlNode node, String problem) {
    mistakes.add(node.place() + ": " + problem);
  }

  private static String near(String name, List<String> known) {
    return NearName.of(name, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse(known.isEmpty() ? "" : "; there are: " + String.join(", ", known));
  }
}
