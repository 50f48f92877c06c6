package dev.runnel.plugins.lock;

import java.util.regex.Pattern;

/**
 * A file of an installed plugin.
 *
 * @param sha256 of its bytes: 64 hexadecimal digits, lower case
 * @param path below the folder of plugins, with slashes: {@code .installed/NAME/x.jar}
 */
public record LockedJar(String sha256, String path) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** No part begins with a dot or a slash, so that none leads out of the folder. */
  private static final Pattern PATH =
      Pattern.compile(
          Pattern.quote(LockFile.STORE) + "/[A-Za-z0-9_][\\w.+-]*/[A-Za-z0-9_][\\w.+~-]*\\.jar");

  /**
   * A file.
   *
   * @throws IllegalArgumentException when the checksum is none, or the path leads elsewhere
   */
  public LockedJar {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
    }
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "'" + path + "' is no jar two folders below, as in " + LockFile.STORE + "/acme/acme.jar");
    }
  }

  /** The folder that it is in, below {@code .installed}. */
  String folder() {
    return path.substring(LockFile.STORE.length() + 1, path.lastIndexOf('/'));
  }
}
