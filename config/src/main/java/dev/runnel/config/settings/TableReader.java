package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.NearName;
import dev.runnel.spi.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads the values of a table by the types of its options; what is wrong is told with its place.
 */
final class TableReader {
  private final Consumer<Mistake> mistakes;
  private final List<SettingValue> remembered = new ArrayList<>();

  TableReader(Consumer<Mistake> mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * Reads a table.
   *
   * @param prefix of its keys, for messages: empty, or with a dot at its end
   * @param options what it may hold
   * @param tables the names that are read elsewhere
   */
  TableValues read(
      String prefix, TomlNode table, Collection<Option<?>> options, Collection<String> tables) {
    TableValues values = new TableValues();
    table
        .children()
        .forEach(
            (name, node) -> {
              Optional<Option<?>> option =
                  options.stream().filter(one -> one.name().equals(name)).findFirst();
              if (option.isPresent()) {
                read(prefix + name, node, option.get(), values);
              } else if (!tables.contains(name)) {
                unknown(prefix, name, node, options, tables);
              }
            });
    return values;
  }

  /** Keeps what a table sets, to be shown. */
  void remember(String prefix, TableValues values, Collection<Option<?>> options) {
    options.stream()
        .map(option -> values.shown(prefix, option))
        .filter(value -> value.source().isPresent())
        .forEach(remembered::add);
  }

  void remember(SettingValue value) {
    remembered.add(value);
  }

  /** What was kept, in its order. */
  List<SettingValue> remembered() {
    return remembered;
  }

  /** The table of this name, if it is there and is one. */
  Optional<TomlNode> table(String prefix, TomlNode parent, String name) {
    Optional<TomlNode> node = parent.child(name);
    node.filter(one -> !one.isTable())
        .ifPresent(one -> wrong(prefix + name, one, "expected a table, got " + one.kind()));
    return node.filter(TomlNode::isTable);
  }

  void wrong(String key, TomlNode node, String problem) {
    mistake(key, node, "is wrong: " + problem);
  }

  void mistake(String key, TomlNode node, String problem) {
    mistakes.accept(new Mistake(key, node.place().toString(), problem));
  }

  private void read(String key, TomlNode node, Option<?> option, TableValues values) {
    Optional<String> expected = expected(node, option);
    if (expected.isPresent()) {
      wrong(key, node, "expected " + expected.get() + ", got " + node.kind());
      return;
    }
    String text = node.isArray() ? list(node) : node.text();
    try {
      values.put(
          option, new TableValues.Written(option.parse(text), text, node.place().toString()));
    } catch (IllegalArgumentException e) {
      wrong(key, node, String.valueOf(e.getMessage()));
    }
  }

  /** What should be there instead, if it is of another type. */
  private static Optional<String> expected(TomlNode node, Option<?> option) {
    return switch (option.type()) {
      case INTEGER -> unless(node.isInteger(), "a whole number without quotes");
      case NUMBER -> unless(node.isNumber(), "a number without quotes");
      case FLAG -> unless(node.isFlag(), "true or false without quotes");
      case DURATION -> unless(node.isText(), "a time in quotes, such as \"30s\"");
      case LIST ->
          unless(
              node.isArray()
                  && node.items().stream().noneMatch(item -> item.isArray() || item.isTable()),
              "an array, such as [\"a\", \"b\"]");
      default -> unless(node.isText(), "a text in quotes");
    };
  }

  private static Optional<String> unless(boolean fits, String expected) {
    return fits ? Optional.empty() : Optional.of(expected);
  }

  /** As {@code -o} has it: separated by commas, which in an element are escaped. */
  private static String list(TomlNode array) {
    return array.items().stream()
        .map(item -> item.text().replace(",", "\\,"))
        // A backslash at the end would escape the comma behind it; spaces are dropped again.
        .map(text -> text.endsWith("\\") ? text + " " : text)
        .collect(Collectors.joining(","));
  }

  private void unknown(
      String prefix,
      String name,
      TomlNode node,
      Collection<Option<?>> options,
      Collection<String> tables) {
    List<String> known = new ArrayList<>(options.stream().<String>map(Option::name).toList());
    known.addAll(tables);
    mistake(
        prefix + name,
        node,
        "is no key that is known here"
            + NearName.of(name, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; there are: " + String.join(", ", known)));
  }
}
