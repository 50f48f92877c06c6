package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** One file on top of another: key by key, but each name under {@code [models]} as a whole. */
final class Layers {
  private Layers() {}

  static TomlNode over(TomlNode base, TomlNode later) {
    return over(base, later, "");
  }

  private static TomlNode over(TomlNode base, TomlNode later, String path) {
    Map<String, TomlNode> merged = new LinkedHashMap<>(base.children());
    later
        .children()
        .forEach(
            (name, node) ->
                merged.put(
                    name,
                    base.child(name)
                        .filter(below -> below.isTable() && node.isTable())
                        .filter(below -> !path.equals("models"))
                        .map(below -> over(below, node, path.isEmpty() ? name : path + "." + name))
                        .orElse(node)));
    return later.with(merged);
  }
}
