package dev.runnel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is its owner's alone, and whole at every moment. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX permissions to look at")
class PrivateFilesTest {
  @TempDir Path folder;

  @Test
  void aFileAndTheFoldersAboveItAreTheOwnersAlone() throws IOException {
    Path file = folder.resolve("a/b/keys.toml");

    PrivateFiles.write(file, "x = 1\n");

    assertThat(file).hasContent("x = 1\n");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void whatIsReplacedIsTheOwnersAloneAfterwardsAndNothingIsLeftBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.toml"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    PrivateFiles.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aFolderThatExistsKeepsItsPermissions() throws IOException {
    Path shared =
        Files.createDirectory(
            folder.resolve("shared"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    PrivateFiles.file(shared.resolve("log.db"));

    assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(shared.resolve("log.db"))).isEqualTo("rw-------");
  }

  @Test
  void aFileThatExistsIsLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("log.db"), "content");

    assertThat(PrivateFiles.file(file)).isEqualTo(file).hasContent("content");
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path real = Files.writeString(folder.resolve("real.toml"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.toml"), real);

    PrivateFiles.write(link, "new");

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void aFileInTheWayOfAFolderIsToldOf() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");

    assertThatThrownBy(() -> PrivateFiles.folder(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatOthersCanReadIsToldOfWithTheRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("my keys.toml"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(PrivateFiles.exposure(file))
        .contains(
            "can be read or changed by other users of this machine (rw-r-----); run `chmod 600 '"
                + file
                + "'`");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(PrivateFiles.exposure(file)).isEmpty();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
