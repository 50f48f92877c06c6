package dev.runnel.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The user's own editor, which takes over the terminal. */
public final class Editor {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private final String command;

  /** The editor that {@code VISUAL} or else {@code EDITOR} names, with its flags. */
  public Editor(Map<String, String> environment) {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = environment.getOrDefault("EDITOR", "");
    command = !visual.isBlank() ? visual : !editor.isBlank() ? editor : WINDOWS ? "notepad" : "vi";
  }

  /**
   * Has a file edited, and waits until that is done.
   *
   * @throws IOException when the editor cannot be run, or says that it failed
   */
  public void edit(Path file) throws IOException {
    List<String> words =
        WINDOWS
            ? List.of("cmd", "/c", command + " \"" + file + "\"")
            : List.of("sh", "-c", command + " \"$1\"", "sh", file.toString());
    try {
      int code = new ProcessBuilder(words).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("The editor `" + command + "` ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The editor `" + command + "` was not waited for", e);
    }
  }
}
