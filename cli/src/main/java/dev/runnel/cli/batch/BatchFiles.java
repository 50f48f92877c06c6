package dev.runnel.cli.batch;

import static java.util.Objects.requireNonNull;

import dev.runnel.cli.input.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where rows come from and go to.
 *
 * @param input the rows
 * @param answers where answered rows go
 * @param failures where failed rows go
 */
public record BatchFiles(Path input, Path answers, Path failures) {
  private static final String ENDING = ".jsonl";

  public BatchFiles {
    requireNonNull(input, "input is null");
    requireNonNull(answers, "answers is null");
    requireNonNull(failures, "failures is null");
  }

  /** Where failed rows go unless told: {@code out.failed.jsonl} beside {@code out.jsonl}. */
  public static Path failuresBeside(Path answers) {
    String name = String.valueOf(answers.getFileName());
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return answers.resolveSibling(stem + ".failed" + ENDING);
  }

  /**
   * Refuses an input that is none, and files that are one and the same.
   *
   * @throws UsageException saying which
   */
  static void checkInput(Path input) {
    if (Files.notExists(input)) {
      throw new UsageException("There is no file '" + input + "'.");
    }
    if (!Files.isRegularFile(input)) {
      throw new UsageException(
          "'"
              + input
              + "' is no regular file. A batch reads its input twice, first to check it and then to"
              + " ask; write it to a file first.");
    }
  }

  void check() {
    checkInput(input);
    if (same(input, answers) || same(input, failures) || same(answers, failures)) {
      throw new UsageException(
          "The input, -O and --failed are three files; two of them are the same here.");
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    } catch (IOException e) {
      return false;
    }
  }
}
