package dev.runnel.gateway.openai;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a request holds that goes no further than the gateway, by name and without places. */
final class Leftovers {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  private final Set<String> names = new LinkedHashSet<>();

  /** Notes a value, where it says something. */
  void add(Field field) {
    if (field.says()) {
      names.add(INDEX.matcher(field.path()).replaceAll("[]")); // once, not for each message
    }
  }

  /** Notes all members of an object but these. */
  void addOthers(Field object, Set<String> known) {
    for (String name : object.names()) {
      if (!known.contains(name)) {
        add(object.get(name));
      }
    }
  }

  /** Unmodifiable. */
  List<String> names() {
    return List.copyOf(names);
  }
}
