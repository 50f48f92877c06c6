package dev.runnel.cli.repl;

import dev.runnel.cli.input.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's own editor, which takes over the terminal. */
final class ExternalEditor {
  private final String command;

  /** The editor that {@code VISUAL} or else {@code EDITOR} names, as a shell takes it. */
  ExternalEditor(Map<String, String> environment) {
    String visual = environment.getOrDefault("VISUAL", "");
    String editor = environment.getOrDefault("EDITOR", "");
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    command = !visual.isBlank() ? visual : !editor.isBlank() ? editor : windows ? "notepad" : "vi";
  }

  /**
   * Has a text edited.
   *
   * @throws UsageException when the editor cannot be run or fails
   */
  String edit(String text) {
    @Nullable Path file = null;
    try {
      file = Files.createTempFile("runnel-question-", ".md"); // its owner's alone
      Files.writeString(file, text + "\n");
      int code = new ProcessBuilder(words(file)).inheritIO().start().waitFor();
      if (code != 0) {
        throw new UsageException(
            "The editor `" + command + "` ended with " + code + "; nothing was asked.");
      }
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      throw new UsageException(
          "The editor `" + command + "` cannot be used: " + e.getMessage() + ". Set EDITOR.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return text;
    } finally {
      delete(file);
    }
  }

  private List<String> words(Path file) {
    return System.getProperty("os.name", "").startsWith("Windows")
        ? List.of("cmd", "/c", command + " \"" + file + "\"")
        : List.of("sh", "-c", command + " \"$1\"", "sh", file.toString());
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // it is in the system's folder for temporary files
    }
  }
}
