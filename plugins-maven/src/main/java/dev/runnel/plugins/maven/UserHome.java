package dev.runnel.plugins.maven;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the user keeps {@code .m2}. */
final class UserHome {
  private UserHome() {}

  /** As the environment says; as the system says, where that says nothing. */
  static Path of(Map<String, String> environment) {
    @Nullable String home = environment.get("HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("user.home", "") : home);
  }
}
