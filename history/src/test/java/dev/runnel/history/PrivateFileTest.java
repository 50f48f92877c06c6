package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but the owner can read what is logged, at any time. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no such permissions")
class PrivateFileTest {
  @TempDir Path folder;

  @Test
  void everyFileIsItsOwnersAloneWhileItIsWritten() throws IOException {
    Path file = folder.resolve("new").resolve("deeper").resolve("log.db");
    try (Talk talk = new Talk(file)) {
      talk.exchange(talk.writer().newConversation(), Optional.empty(), "Hello", "Hi");

      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(permissions(file.resolveSibling("log.db-wal"))).isEqualTo("rw-------");
      assertThat(permissions(file.resolveSibling("log.db-shm"))).isEqualTo("rw-------");
      assertThat(permissions(file.getParent())).isEqualTo("rwx------");
      assertThat(permissions(file.getParent().getParent())).isEqualTo("rwx------");
    }
  }

  @Test
  void aFileThatOthersCanReadIsMended() throws IOException {
    Path file = folder.resolve("log.db");
    try (Talk talk = new Talk(file);
        ConversationLog open = ConversationLog.open(file)) {
      talk.conversation("Hello", "Hi");
      for (String name : new String[] {"log.db", "log.db-wal", "log.db-shm"}) {
        Files.setPosixFilePermissions(
            folder.resolve(name), PosixFilePermissions.fromString("rw-rw-r--"));
      }

      ConversationLog.open(file).close();

      assertThat(open.list(1)).hasSize(1);
      for (String name : new String[] {"log.db", "log.db-wal", "log.db-shm"}) {
        assertThat(permissions(folder.resolve(name))).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void aFolderThatIsThereIsLeftAsItIs() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    ConversationLog.open(folder.resolve("log.db")).close();

    assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
