package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import dev.runnel.plugins.install.Installation;
import dev.runnel.plugins.lock.Coordinate;
import dev.runnel.plugins.lock.LockedJar;
import dev.runnel.plugins.lock.LockedPlugin;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What was installed, for programs. */
final class InstallationJson {
  private InstallationJson() {}

  /** One object, whose jars are in the order of the lock file. */
  static String of(Installation installation, Path folder, boolean dryRun) {
    LockedPlugin plugin = installation.plugin();
    return JsonLine.event("installation")
        .put("name", plugin.name())
        .put("version", plugin.coordinate().flatMap(Coordinate::version))
        .put("coordinate", plugin.coordinate().map(Coordinate::toString))
        .put("file", plugin.file())
        .put("ids", installation.ids())
        .put("replaced", installation.before().map(LockedPlugin::origin))
        .put("changed", installation.changed())
        .put("dry_run", dryRun)
        .put("jars", plugin.jars().stream().map(jar -> object(jar, folder)).toList())
        .toString();
  }

  private static Map<String, String> object(LockedJar jar, Path folder) {
    return new TreeMap<>(
        Map.of("path", folder.resolve(jar.path()).toString(), "sha256", jar.sha256()));
  }
}
