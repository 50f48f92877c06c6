package dev.runnel.gateway.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a request holds that goes no further than the gateway, by name and without places. */
final class Leftovers {
  private static final Set<String> CACHE_CONTROL = Set.of("type", "ttl");

  private final Set<String> names = new LinkedHashSet<>();

  /** Notes a field, where it says something. */
  void add(Field field) {
    if (field.present()) {
      String path = field.path();
      names.add(path.replaceAll("\\.\\d+", "")); // once, not for each of a hundred messages
    }
  }

  /** Notes the mark that a cache may keep what stands before it. */
  void cacheControl(Field parent) {
    Field control = parent.get("cache_control");
    if (control.present()) {
      control.only(CACHE_CONTROL).need("type").word(Set.of("ephemeral"));
      names.add("cache_control");
    }
  }

  /** Unmodifiable. */
  List<String> names() {
    return List.copyOf(names);
  }
}
