package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Guest;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins, as a user of the command meets them. */
class PluginsCommandTest {
  private static final String ANSWER = "Thank you for having me.\n";

  @TempDir Path folder;

  @BeforeEach
  void reset() {
    Play.reset();
  }

  private Run command(String... arguments) {
    return Run.command(arguments).variable("XDG_DATA_HOME", folder.toString());
  }

  private Path plugins() {
    return folder.resolve("runnel/plugins");
  }

  private Path broken() throws IOException {
    Path jar = plugins().resolve("acme-1.2.jar");
    Files.createDirectories(plugins());
    return Files.writeString(jar, "<html>404 Not Found</html>");
  }

  @Test
  void aJarInTheUsersFolderIsAProviderForEveryCommand() throws IOException {
    Path jar = Guest.jar(plugins().resolve("guest.jar"));

    assertThat(command("plugins", "list").result())
        .isEqualTo(new Run.Result(0, "guest  1.2.3  SPI 1  " + jar + "\n", ""));
    assertThat(command("chat", "-p", "guest", "Hi").result())
        .isEqualTo(new Run.Result(0, ANSWER, ""));
    assertThat(command("models", "-p", "guest").result().out()).isEqualTo("guest/guest-1\n");
    assertThat(command("providers").result().out()).contains("from guest.jar (1.2.3)");
    assertThat(command("complete", "endpoint").result().out()).contains("guest\n");
    assertThat(command("config", "schema").result().out()).contains("\"guest\"");
  }

  @Test
  void offStartsWithoutAny() throws IOException {
    Guest.jar(plugins().resolve("guest.jar"));

    assertThat(command("plugins", "list").variable("RUNNEL_PLUGINS", "off").result())
        .isEqualTo(new Run.Result(0, "", "RUNNEL_PLUGINS=off leaves every plugin out.\n"));
    Run.Result asked =
        command("chat", "-p", "guest", "Hi").variable("RUNNEL_PLUGINS", "off").result();
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err())
        .startsWith("error: There is no provider 'guest'")
        .endsWith(" RUNNEL_PLUGINS=off leaves plugins out.\n");
    assertThat(command("providers").variable("RUNNEL_PLUGINS", "of").result().err())
        .isEqualTo("error: RUNNEL_PLUGINS is on or off, not 'of'.\n");
  }

  @Test
  void aBrokenOneIsALineOfTheListAndTheCauseWhereItIsAskedForAndNothingElse() throws IOException {
    Path jar = broken();
    Guest.jar(plugins().resolve("guest.jar"));

    Run.Result listed = command("plugins", "list").result();
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out().lines().toList())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("acme-1.2  -  out of use  " + jar + ": it is no jar (");
    assertThat(command("chat", "-p", "guest", "Hi").result())
        .isEqualTo(new Run.Result(0, ANSWER, ""));

    Run.Result asked = command("chat", "-p", "acme", "Hi").result();
    assertThat(asked.exitCode()).isEqualTo(3);
    assertThat(asked.err()).contains("'acme'", "acme-1.2.jar", "it is no jar (").hasLineCount(1);
    assertThat(command("providers").result().out()).contains("\n  acme-1.2.jar: it is no jar (");
  }

  @Test
  void whateverIsSaidOfOneThatIsOutOfUseIsAnsweredWithTheCause() throws IOException {
    broken();
    String cause = "acme-1.2.jar that cannot be used: it is no jar (";

    assertThat(command("chat", "-o", "acme.key=1", "Hi").result())
        .satisfies(failed(2, "error: The option 'acme.key' (-o) is about a provider in " + cause));
    assertThat(command("serve", "-o", "acme.key=1", "--port", "0").result())
        .satisfies(failed(2, "error: The option 'acme.key' (-o) is about a provider in " + cause));
    String asked = "error: The provider 'acme' in acme-1.2.jar cannot be used: it is no jar (";
    assertThat(command("models", "-p", "acme").result()).satisfies(failed(2, asked));
    assertThat(keys("set", "acme").stdin("k").result()).satisfies(failed(2, asked));
    assertThat(keys("set", "acme.key").stdin("k").result()).satisfies(failed(2, asked));
    assertThat(command("chat", "-m", "acme/large", "Hi").result()).satisfies(failed(3, asked));
    assertThat(command("route", "-p", "acme", "Hi").result().out())
        .contains("not chosen: 'acme' in acme-1.2.jar cannot be used: it is no jar (");
  }

  @Test
  void whereOneIsOutOfUseThatMayHaveBeenMeantItIsNamed() throws IOException {
    broken();

    assertThat(command("chat", "-p", "umbrella", "Hi").result())
        .satisfies(failed(2, "error: There is no provider 'umbrella'; there are: "))
        .extracting(Run.Result::err)
        .asString()
        .contains("; 'acme-1.2' in acme-1.2.jar cannot be used: it is no jar (");
  }

  private Run keys(String... arguments) {
    return command(Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new))
        .variable("XDG_CONFIG_HOME", folder.toString());
  }

  private static Consumer<Run.Result> failed(int exitCode, String beginning) {
    return result -> {
      assertThat(result.exitCode()).isEqualTo(exitCode);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith(beginning).hasLineCount(1);
    };
  }

  @Test
  void theListIsJsonForPrograms() throws IOException {
    broken();
    Guest.jar(plugins().resolve("guest.jar"));

    assertThat(command("plugins", "list", "--json").result().out().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("{\"event\":\"plugin\",\"id\":\"guest\",\"version\":\"1.2.3\",")
                    .contains("\"spi_generation\":1,", "\"jar\":\"guest.jar\""),
            line ->
                assertThat(line)
                    .startsWith("{\"event\":\"quarantined\",\"path\":\"")
                    .contains("\"reason\":\"it is no jar ("));
  }

  @Test
  void whereALockFileLiesIsSaidOnce() throws IOException {
    Files.createDirectories(plugins());
    Path lock = Files.writeString(plugins().resolve("plugins.lock"), "# plugin");

    assertThat(command("plugins", "list").result().out())
        .startsWith("plugins.lock  -  out of use  " + lock + ", line 1, is wrong: ")
        .containsOnlyOnce(lock.toString())
        .hasLineCount(1);
  }

  @Test
  void whereThereIsNoneTheListSaysWhereOneWouldGo() {
    assertThat(command("plugins", "list").result())
        .isEqualTo(
            new Run.Result(
                0, "", "There are no plugins. Put a provider's jar into " + plugins() + ".\n"));
    assertThat(command("plugins", "list", "--json").result())
        .satisfies(
            listed -> assertThat(listed.exitCode() + listed.out()).isEqualTo("0"),
            listed -> assertThat(listed.err()).startsWith("There are no plugins. "));
    assertThat(Run.of("plugins", "list").err()).contains("XDG_DATA_HOME");
  }

  @Test
  void aProviderThatIsBeingDevelopedIsLoadedFromItsFolderOfClasses() throws IOException {
    Path classes = Guest.folder(folder.resolve("target/classes"));
    String path = classes.toString();

    assertThat(Run.of("chat", "--plugin-path", path, "-p", "guest", "Hi"))
        .isEqualTo(new Run.Result(0, ANSWER, ""));
    assertThat(
            Run.command("chat", "--plugin-path", path, "-p", "guest", "Hi")
                .variable("RUNNEL_PLUGINS", "off")
                .result()
                .exitCode())
        .isZero();
    assertThat(Run.of("plugins", "list", "--plugin-path", path).out())
        .isEqualTo("guest  -  SPI 1  " + classes + "\n");

    Run.Result absent = Run.of("models", "--plugin-path", path + "s");
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err())
        .isEqualTo("error: --plugin-path " + path + "s is wrong: there is no " + path + "s.\n");

    Files.delete(classes.resolve("META-INF/services/dev.runnel.spi.Provider"));
    assertThat(Run.of("chat", "--plugin-path", path, "-p", "aunt", "Hi").err())
        .startsWith("warning: " + path + ": it names no provider: there is no META-INF/services/");
  }

  @Test
  void verifySaysOfAJarWhetherItWouldDo() throws IOException {
    Path good = Guest.jar(folder.resolve("given/guest.jar"));
    Run.Result passed = Run.of("plugins", "verify", good.toString());
    assertThat(passed.exitCode()).as(passed.out()).isZero();
    assertThat(passed.out())
        .contains(
            "ok       it is version 1.2.3\n",
            "ok       dev.runnel.cli.stage.Guest is provider 'guest' for SPI generation 1, and"
                + " connects\n",
            "ok       nothing holds it after it was let go of\n")
        .doesNotContain("problem", "advice");
    assertThat(passed.err()).isEqualTo(good + " would do.\n");

    Path bad = broken();
    Run.Result failed = Run.of("plugins", "verify", "--json", bad.toString());
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.out())
        .startsWith("{\"event\":\"finding\",\"verdict\":\"problem\",\"text\":\"it is no jar");
    assertThat(Run.of("plugins", "verify", "absent.jar"))
        .isEqualTo(new Run.Result(2, "", "error: There is no file 'absent.jar'.\n"));
    assertThat(Run.of("plugins", "verify", folder.toString()))
        .satisfies(
            failed(2, "error: " + folder + " is a folder, and what is verified is one jar."));
  }

  @Test
  void reloadShowsWhatThereWillBeAndLeavesAMarkForThoseThatRun() throws IOException {
    Path jar = Guest.jar(plugins().resolve("guest.jar"));

    Run.Result told = command("plugins", "reload").result();
    assertThat(told.exitCode()).isZero();
    assertThat(told.out()).isEqualTo("guest  1.2.3  SPI 1  " + jar + "\n");
    assertThat(told.err())
        .isEqualTo(
            "Gateways that follow " + plugins() + " load their plugins anew within seconds.\n");
    String mark = Files.readString(plugins().resolve(".reload"));
    command("plugins", "reload").result();
    assertThat(Files.readString(plugins().resolve(".reload"))).isNotEqualTo(mark);
  }
}
