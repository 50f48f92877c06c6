package dev.runnel.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir Path folder;

  @Test
  void saysWhatIsMissingOrInTheWay() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(FileTrouble.inWords(thrown(() -> Files.readString(folder.resolve("no")))))
        .isEqualTo("there is no '" + folder.resolve("no") + "', or no folder for it");
    assertThat(FileTrouble.inWords(thrown(() -> Files.createDirectory(file))))
        .isEqualTo("'" + file + "' is in the way");
    assertThat(FileTrouble.inWords(thrown(() -> Files.newDirectoryStream(file).close())))
        .isEqualTo("'" + file + "' is no folder");
  }

  @Test
  void saysWhatTheSystemSays() {
    assertThat(FileTrouble.inWords(new AccessDeniedException("a")))
        .isEqualTo("you may not touch 'a'");
    assertThat(FileTrouble.inWords(new FileSystemException("a", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileTrouble.inWords(new IOException("Stream closed"))).isEqualTo("Stream closed");
    assertThat(FileTrouble.inWords(new IOException())).isEqualTo("java.io.IOException");
  }

  private interface Act {
    void run() throws IOException;
  }

  private static IOException thrown(Act act) {
    try {
      act.run();
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("it worked");
  }
}
