package dev.runnel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where a user's files are, as his environment has it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths here are POSIX's")
class UserFoldersTest {
  @Test
  void withoutVariablesThereAreNone() {
    UserFolders folders = UserFolders.of(Map.of());

    assertThat(folders.configuration()).isEmpty();
    assertThat(folders.data()).isEmpty();
  }

  @Test
  void theyAreInTheHomeFolder() {
    UserFolders folders = UserFolders.of(Map.of("HOME", "/home/ada"), "Linux");

    assertThat(folders.configuration()).contains(Path.of("/home/ada/.config/runnel"));
    assertThat(folders.data()).contains(Path.of("/home/ada/.local/share/runnel"));
  }

  @Test
  void theXdgVariablesWinOnEverySystem() {
    Map<String, String> variables =
        Map.of(
            "HOME", "/home/ada",
            "APPDATA", "/roaming",
            "LOCALAPPDATA", "/local",
            "XDG_CONFIG_HOME", "/c",
            "XDG_DATA_HOME", "/d");

    assertThat(new String[] {"Linux", "Mac OS X", "Windows 11"})
        .allSatisfy(
            system -> {
              UserFolders folders = UserFolders.of(variables, system);
              assertThat(folders.configuration()).contains(Path.of("/c/runnel"));
              assertThat(folders.data()).contains(Path.of("/d/runnel"));
            });
  }

  @Test
  void anEmptyOrRelativeXdgVariableIsIgnored() {
    UserFolders folders =
        UserFolders.of(
            Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "", "XDG_DATA_HOME", "data"), "Linux");

    assertThat(folders.configuration()).contains(Path.of("/home/ada/.config/runnel"));
    assertThat(folders.data()).contains(Path.of("/home/ada/.local/share/runnel"));
  }

  @Test
  void windowsAndMacOsHaveWaysOfTheirOwn() {
    UserFolders windows =
        UserFolders.of(
            Map.of("APPDATA", "/roaming", "LOCALAPPDATA", "/local", "HOME", "/h"), "Windows 11");
    UserFolders mac = UserFolders.of(Map.of("HOME", "/Users/ada"), "Mac OS X");

    assertThat(windows.configuration()).contains(Path.of("/roaming/runnel"));
    assertThat(windows.data()).contains(Path.of("/local/runnel"));
    assertThat(mac.configuration())
        .contains(Path.of("/Users/ada/Library/Application Support/runnel"));
    assertThat(mac.data()).isEqualTo(mac.configuration());
  }

  @Test
  void windowsWithoutItsVariablesHasNone() {
    UserFolders folders = UserFolders.of(Map.of("HOME", "/h"), "Windows 11");

    assertThat(folders.configuration()).isEmpty();
    assertThat(folders.data()).isEmpty();
  }
}
