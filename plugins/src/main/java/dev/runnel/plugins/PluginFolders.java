package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where plugins are looked for: in {@code plugins} of the distribution, then in {@code plugins} of
 * the user's data folder. Neither need exist.
 *
 * @param ofDistribution the folder that came with the program, if it was installed as one
 * @param ofUser where the user's own plugins are, if anything says where his data is
 */
public record PluginFolders(Optional<Path> ofDistribution, Optional<Path> ofUser) {
  private static final String NAME = "plugins";
  private static final String VARIABLE = "RUNNEL_PLUGINS";

  public PluginFolders {
    requireNonNull(ofDistribution, "ofDistribution is null");
    requireNonNull(ofUser, "ofUser is null");
  }

  /**
   * The folders of a program.
   *
   * @param home where the distribution is, if it runs from one
   * @param data the user's data folder
   */
  public static PluginFolders of(Optional<Path> home, Optional<Path> data) {
    return new PluginFolders(
        home.map(folder -> folder.resolve(NAME)), data.map(folder -> folder.resolve(NAME)));
  }

  /** Those that there are, in the order in which they are searched. */
  public List<Path> all() {
    return Stream.of(ofDistribution, ofUser).flatMap(Optional::stream).distinct().toList();
  }

  /**
   * Whether {@code RUNNEL_PLUGINS=off} in the environment leaves out what is in the folders.
   *
   * @throws IllegalArgumentException when it is neither {@code on} nor {@code off}
   */
  public static boolean off(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "on", "true", "yes", "1" -> false;
      case "off", "false", "no", "0" -> true;
      default ->
          throw new IllegalArgumentException(VARIABLE + " is on or off, not '" + value + "'");
    };
  }
}
