package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Guest;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins from repositories and files, as a user of the command meets them. */
class PluginsInstallTest {
  private static final String ASK = "; ask it: runnel chat -p guest \"Hello\"\n";

  @TempDir Path home;

  @BeforeEach
  void everythingIsAskedOfOneFolder() throws IOException {
    Play.reset();
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors><mirror><id>acme</id><mirrorOf>*</mirrorOf><url>"
            + home.resolve("repository").toUri()
            + "</url></mirror></mirrors></settings>");
  }

  private Run.Result run(String... arguments) {
    return command(arguments).result();
  }

  private Run command(String... arguments) {
    return Run.command(arguments)
        .variable("HOME", home.toString())
        .variable("XDG_DATA_HOME", home.resolve("data").toString());
  }

  private Path plugins() {
    return home.resolve("data/runnel/plugins");
  }

  private Path given(String version) throws IOException {
    return Guest.jar(home.resolve("given/guest.jar"), version);
  }

  /** In a repository, as com.acme:guest-provider. */
  private void publish(String version) throws Exception {
    String name = "guest-provider-" + version;
    Path folder = home.resolve("repository/com/acme/guest-provider");
    signed(Guest.jar(folder.resolve(version).resolve(name + ".jar"), version));
    signed(
        Files.writeString(
            folder.resolve(version).resolve(name + ".pom"),
            "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>"
                + "<artifactId>guest-provider</artifactId><version>%s</version></project>"
                    .formatted(version)));
    signed(
        Files.writeString(
            folder.resolve("maven-metadata.xml"),
            "<metadata><versioning><versions><version>%s</version></versions></versioning></metadata>"
                .formatted(version)));
  }

  private static void signed(Path file) throws Exception {
    byte[] sum = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
    Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(sum));
  }

  @Test
  void fromARepositoryToAnAnswerAndAway() throws Exception {
    publish("1.0");
    String name = "com.acme:guest-provider";

    assertThat(run("plugins", "install", "--dry-run", name))
        .isEqualTo(new Run.Result(0, "guest 1.0 (1 jar) would be installed.\n", ""));
    assertThat(run("plugins", "list").out()).isEmpty();
    assertThat(run("plugins", "install", name))
        .isEqualTo(new Run.Result(0, "guest 1.0 (1 jar) installed" + ASK, ""));
    assertThat(run("plugins", "install", name + ":1.0"))
        .isEqualTo(new Run.Result(0, "guest 1.0 (1 jar) is installed already.\n", ""));
    assertThat(run("chat", "-p", "guest", "Hi").out()).isEqualTo("Thank you for having me.\n");
    assertThat(run("plugins", "list").out())
        .startsWith("guest  1.0  SPI 1  " + plugins() + "/.installed/guest-1.0-")
        .endsWith("  com.acme:guest-provider:1.0\n");
    assertThat(run("plugins", "list", "--json").out())
        .contains("\"installed\":\"com.acme:guest-provider:1.0\"");
    assertThat(run("plugins", "verify"))
        .isEqualTo(new Run.Result(0, "ok       guest 1.0 is as it was installed (1 jar)\n", ""));

    publish("1.1");
    assertThat(run("plugins", "install", name).out())
        .isEqualTo("guest 1.0 → 1.1 (1 jar) installed" + ASK);
    assertThat(run("plugins", "remove", "guest"))
        .isEqualTo(new Run.Result(0, "guest 1.1 removed\n", ""));
    assertThat(run("plugins", "list").out()).isEmpty();
    assertThat(run("plugins", "remove", "guest").err())
        .isEqualTo("error: No plugin 'guest' was installed; none was, in " + plugins() + ".\n");
  }

  @Test
  void whatHasMovedIsInstalledUnderItsNewName() throws Exception {
    publish("1.0");
    Path old = home.resolve("repository/com/acme/moved/1.0/moved-1.0.pom");
    Files.createDirectories(old.getParent());
    signed(
        Files.writeString(
            old,
            "<project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId>"
                + "<artifactId>moved</artifactId><version>1.0</version><distributionManagement>"
                + "<relocation><artifactId>guest-provider</artifactId></relocation>"
                + "</distributionManagement></project>"));

    assertThat(run("plugins", "install", "com.acme:moved:1.0"))
        .isEqualTo(
            new Run.Result(
                0,
                "guest 1.0 (1 jar) installed" + ASK,
                "com.acme:moved is now com.acme:guest-provider.\n"));
    assertThat(Files.readString(plugins().resolve("plugins.lock")))
        .contains("# plugin guest com.acme:guest-provider:1.0\n");
  }

  @Test
  void whatWasInstalledIsOneObjectForPrograms() throws Exception {
    publish("1.0");
    String name = "com.acme:guest-provider";
    String ends = "\"coordinate\":\"com.acme:guest-provider:1.0\",\"ids\":[\"guest\"],";

    String rehearsed = run("plugins", "install", "--json", "--dry-run", name).out();
    assertThat(rehearsed)
        .startsWith("{\"event\":\"installation\",\"name\":\"guest\",\"version\":\"1.0\"," + ends)
        .contains("\"changed\":true,\"dry_run\":true,");
    Run.Result installed = run("plugins", "install", "--json", name);
    assertThat(installed.out())
        .isEqualTo(rehearsed.replace("\"dry_run\":true", "\"dry_run\":false"))
        .hasLineCount(1);
    String lock = Files.readString(plugins().resolve("plugins.lock"));
    String[] jar = lock.lines().toList().get(2).split("  ");
    assertThat(installed.out())
        .endsWith(
            ",\"jars\":[{\"path\":\"%s\",\"sha256\":\"%s\"}]}\n"
                .formatted(plugins().resolve(jar[1]), jar[0]));

    publish("1.1");
    assertThat(run("plugins", "install", "--json", name).out())
        .contains("\"version\":\"1.1\"", "\"replaced\":\"com.acme:guest-provider:1.0\",");
  }

  @Test
  void aFileIsInstalledAndASwitchedOffFolderIsNoHindrance() throws IOException {
    Path jar = given("1.2.3");

    assertThat(
            command("plugins", "install", jar.toString())
                .variable("RUNNEL_PLUGINS", "off")
                .result())
        .isEqualTo(new Run.Result(0, "guest (1 jar) installed" + ASK, ""));
    Files.delete(jar);
    assertThat(run("chat", "-p", "guest", "Hi").exitCode()).isZero();
    assertThat(run("plugins", "list").out()).endsWith("  file guest.jar\n");
    assertThat(
            command("plugins", "remove", "guest").variable("RUNNEL_PLUGINS", "off").result().out())
        .isEqualTo("guest removed\n");
  }

  @Test
  void whatIsWrongWithTheCommandLineIsSaid() throws IOException {
    String plain = "http://repository.invalid/";

    refused("There is no file acme.jar, and it is not group:artifact[:version] either", "acme.jar");
    refused("There is no file acme, and it is not group:artifact", "acme");
    refused("'a:b:c:d' is not the coordinate of a plugin: it is not group:artifact", "a:b:c:d");
    refused(home + " is a folder; put it into your folder of plugins", home.toString());
    refused("There are no settings none.xml.", "--settings", "none.xml", "a:b:1");
    refused("would be asked over plain http", "--repository", plain, "--settings", own(), "a:b:1");
    refused("--repository is wrong: a password", "--repository", "https://me:s3cret@x/", "a:b:1");
    refused("--repository is wrong: it has to begin", "--repository", "ftp://x/", "a:b:1");
  }

  /** Settings that mirror nothing but the repository that everybody has. */
  private String own() throws IOException {
    Path settings = home.resolve("own.xml");
    return Files.writeString(
            settings,
            "<settings><mirrors><mirror><id>m</id><mirrorOf>central</mirrorOf><url>file:///none"
                + "</url></mirror></mirrors></settings>")
        .toString();
  }

  private void refused(String why, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "plugins";
    all[1] = "install";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Run.Result result = run(all);
    assertThat(result.err()).startsWith("error: ").contains(why).doesNotContain("s3cret");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void whatCannotBeFetchedAndWhatWouldNotDoAreToldApart() throws IOException {
    Run.Result absent = run("plugins", "install", "com.acme:absent:1");
    assertThat(absent.exitCode()).isEqualTo(5);
    assertThat(absent.err())
        .startsWith("error: There is no com.acme:absent:1; asked: acme (file:///")
        .hasLineCount(1);

    Path page = Files.writeString(home.resolve("page.jar"), "<html>404 Not Found</html>");
    Run.Result refused = run("plugins", "install", page.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("problem  it is no jar (")
        .endsWith("error: page.jar would not do, and was not installed.\n");
    assertThat(run("plugins", "verify"))
        .isEqualTo(new Run.Result(0, "", "Nothing was installed.\n"));
  }

  @Test
  void anIdThatIsTakenIsRefused() throws IOException {
    Guest.jar(plugins().resolve("by-hand.jar"));

    assertThat(run("plugins", "install", given("2").toString()).err())
        .isEqualTo(
            "error: guest.jar offers the provider 'guest', and so does "
                + plugins().resolve("by-hand.jar")
                + ", which was put there by hand. Delete that first.\n");
    assertThat(run("plugins", "remove", "guest").err()).contains("delete " + plugins());
  }

  @Test
  void aFileThatChangedIsAProblem() throws IOException {
    run("plugins", "install", given("1").toString());
    Path jar = Path.of(run("plugins", "list").out().split("  ")[3]).resolve("guest.jar");
    Files.writeString(jar, "changed");

    Run.Result checked = run("plugins", "verify");
    assertThat(checked.exitCode()).isEqualTo(2);
    assertThat(checked.out())
        .startsWith("problem  guest: .installed/guest-")
        .endsWith("/guest.jar has changed since it was installed; install it again\n");
  }

  @Test
  void whereThereIsNoFolderThatIsSaid() {
    assertThat(Run.of("plugins", "install", "a:b:1").err())
        .isEqualTo(
            "error: There is no folder of plugins: neither XDG_DATA_HOME nor HOME is set.\n");
  }
}
