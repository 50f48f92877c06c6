package dev.runnel.plugins.install;

import dev.runnel.plugins.Plugin;
import java.nio.file.Path;
import java.util.List;

/**
 * Copies of a candidate's jars, where nobody looks for plugins.
 *
 * @param folder theirs alone
 * @param jars the provider's own first
 */
record Staged(Path folder, List<Path> jars) {
  Plugin plugin() {
    return new Plugin(folder.getFileName().toString(), folder, jars);
  }
}
