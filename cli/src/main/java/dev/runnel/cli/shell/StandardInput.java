package dev.runnel.cli.shell;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;

/** The process's standard input, safe where it was closed. */
public final class StandardInput {
  private StandardInput() {}

  /**
   * Standard input, or an empty one. Where a process starts with its input closed, the JVM's own
   * first file gets descriptor 0: what is read there would be a piece of the JDK.
   */
  public static InputStream open() {
    String home = Path.of(System.getProperty("java.home", "/")).normalize().toString();
    boolean ours =
        Terminals.fileOf(0)
            .filter(file -> file.endsWith("/lib/modules") || file.startsWith(home + "/"))
            .isPresent();
    return ours
        ? InputStream.nullInputStream()
        : new BufferedInputStream(new FileInputStream(FileDescriptor.in));
  }
}
