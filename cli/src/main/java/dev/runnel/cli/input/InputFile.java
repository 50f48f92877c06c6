package dev.runnel.cli.input;

import dev.runnel.spi.NearName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that the user named, read whole; what is wrong with it is said by its name. */
public final class InputFile {
  private InputFile() {}

  /**
   * Reads a file, or a named pipe, to its end as UTF-8.
   *
   * @throws UsageException when it cannot be read, is no text, or too long
   */
  public static String text(String file) {
    return InputText.decoded(bytes(file, InputText.MOST_BYTES, "a prompt"), named(file));
  }

  /**
   * Reads a file, or a named pipe, to its end.
   *
   * @param most how many bytes there may be
   * @param use what more of them would be too long for
   * @throws UsageException when it cannot be read, or is longer
   */
  static byte[] bytes(String file, int most, String use) {
    try {
      Path path = Path.of(file);
      if (Files.isDirectory(path)) {
        throw new UsageException("'" + file + "' is a folder; name the files in it.");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return InputText.read(in, () -> {}, most, named(file), use);
      }
    } catch (NoSuchFileException e) {
      throw new UsageException("There is no file '" + file + "'" + near(file), e);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("The file '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }

  private static String named(String file) {
    return "The file '" + file + "'";
  }

  private static String near(String file) {
    Path parent = Path.of(file).toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return ".";
    }
    try (var files = Files.list(parent)) {
      var names = files.limit(1_000).map(path -> String.valueOf(path.getFileName())).sorted();
      return NearName.of(String.valueOf(Path.of(file).getFileName()), names.toList())
          .map(near -> "; did you mean '" + near + "'?")
          .orElse(".");
    } catch (IOException e) {
      return ".";
    }
  }
}
