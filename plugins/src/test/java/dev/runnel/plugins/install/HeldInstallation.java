package dev.runnel.plugins.install;

import java.nio.file.Path;
import java.util.List;

/** A process that begins to install a jar and stops right before it counts, until it is killed. */
final class HeldInstallation {
  static final String HELD = "held";

  private HeldInstallation() {}

  /** Takes the folder and the jar. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    new PluginInstaller(
            folder, List.of(folder), plugin -> List.of(), HeldInstallation::stopBeforeCommit)
        .install(JarCandidate.of(Path.of(arguments[1])));
  }

  private static void stopBeforeCommit(String step) {
    if (step.equals("rename the new lock file")) {
      System.out.println(HELD);
      while (true) {
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          return;
        }
      }
    }
  }
}
