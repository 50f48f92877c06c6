package dev.runnel.plugins.install;

/** Names of files that do everywhere, in a lock file too. */
final class FileName {
  private FileName() {}

  /** The name with nothing in it that a system or a line could stumble over. */
  static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._+~-]", "_").replaceFirst("^[^A-Za-z0-9_]+", "");
    return plain.endsWith(".jar") && plain.length() > ".jar".length() ? plain : plain + "_.jar";
  }
}
