package dev.runnel.plugins.install;

import dev.runnel.plugins.Plugin;
import dev.runnel.plugins.Plugins;
import dev.runnel.plugins.lock.LockFile;
import dev.runnel.plugins.lock.LockedPlugin;
import dev.runnel.spi.NearName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of the installed plugins somebody means. */
record InstalledNames(Path folder, List<Path> folders, LockFile lock) {
  /**
   * The plugin of a name.
   *
   * @param wanted its name, an id of its providers, {@code group:artifact}, or that with a version
   */
  LockedPlugin require(String wanted) {
    return lock.find(one -> namesOf(one).anyMatch(wanted::equals))
        .or(() -> lock.find(one -> offers(one, wanted)))
        .orElseThrow(() -> InstallException.refused(explained(wanted)));
  }

  private static Stream<String> namesOf(LockedPlugin plugin) {
    return Stream.concat(
        Stream.of(plugin.name(), plugin.storeName()),
        plugin.coordinate().stream().flatMap(it -> Stream.of(it.identity(), it.toString())));
  }

  private boolean offers(LockedPlugin plugin, String id) {
    return OfferedIds.of(new Plugin(plugin.name(), plugin.in(folder), plugin.files(folder)))
        .all()
        .contains(id);
  }

  private String explained(String wanted) {
    Optional<Path> dropped = dropped(wanted);
    if (dropped.isPresent()) {
      return "'"
          + wanted
          + "' was not installed but put there by hand: to remove it, delete "
          + dropped.get()
          + ".";
    }
    List<String> names = lock.plugins().stream().map(LockedPlugin::name).toList();
    String near =
        NearName.of(wanted, lock.plugins().stream().flatMap(InstalledNames::namesOf).toList())
            .map(name -> "did you mean '" + name + "'?")
            .orElse("installed: " + String.join(", ", names) + ".");
    return "No plugin '"
        + wanted
        + "' was installed; "
        + (names.isEmpty() ? "none was, in " + folder + "." : near);
  }

  /** Where one lies that was never installed, but has this name or offers this id. */
  private Optional<Path> dropped(String wanted) {
    return Plugins.in(folders).all().stream()
        .filter(one -> one.installed().isEmpty() && one.defect().isEmpty())
        .filter(one -> one.name().equals(wanted) || OfferedIds.of(one).all().contains(wanted))
        .map(Plugin::path)
        .findFirst();
  }
}
