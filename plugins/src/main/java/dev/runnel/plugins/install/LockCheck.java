package dev.runnel.plugins.install;

import dev.runnel.plugins.Finding;
import dev.runnel.plugins.lock.LockedJar;
import dev.runnel.plugins.lock.LockedPlugin;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares files with what the lock file says of them. */
final class LockCheck {
  private LockCheck() {}

  /** What is wrong with a plugin's files; empty: nothing. */
  static List<String> of(Path folder, LockedPlugin plugin) {
    List<String> wrong = new ArrayList<>();
    for (LockedJar jar : plugin.jars()) {
      try {
        if (!Checksums.of(folder.resolve(jar.path())).equals(jar.sha256())) {
          wrong.add(jar.path() + " has changed since it was installed");
        }
      } catch (NoSuchFileException e) {
        wrong.add(jar.path() + " is missing");
      } catch (IOException e) {
        wrong.add(jar.path() + " cannot be read: " + Trouble.inWords(e));
      }
    }
    return wrong;
  }

  /** The same in findings, with what to do. */
  static Stream<Finding> told(Path folder, LockedPlugin plugin) {
    List<String> wrong = of(folder, plugin);
    if (wrong.isEmpty()) {
      int jars = plugin.jars().size();
      return Stream.of(
          new Finding(
              Finding.Verdict.OK,
              plugin.title()
                  + " is as it was installed ("
                  + jars
                  + (jars == 1 ? " jar)" : " jars)")));
    }
    return wrong.stream()
        .map(
            text ->
                new Finding(
                    Finding.Verdict.PROBLEM, plugin.title() + ": " + text + "; install it again"));
  }
}
