package dev.runnel.plugins.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.runnel.plugins.install.ArtifactResolver;
import dev.runnel.plugins.install.Candidate;
import dev.runnel.plugins.install.Download;
import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.install.ResolveRequest;
import dev.runnel.plugins.lock.Coordinate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** What comes from repositories, and what is said where it does not. */
class MavenResolverTest {
  @TempDir Path home;
  private RepositoryFolder repository;

  @BeforeEach
  void thereIsARepository() throws IOException {
    repository = new RepositoryFolder(home.resolve("repository"));
    settings(repository.root().toUri().toString(), "");
  }

  /** Everything is asked of one mirror, so that no test asks anybody else. */
  private void settings(String address, String more) throws IOException {
    Files.createDirectories(home.resolve(".m2"));
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        """
        <settings>
          <mirrors><mirror><id>acme</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>
          %s
        </settings>
        """
            .formatted(address, more));
  }

  private ResolveRequest request(String coordinate, boolean offline, String... repositories) {
    List<ResolveRequest.Repository> named = new ArrayList<>();
    for (String address : repositories) {
      named.add(new ResolveRequest.Repository("named", URI.create(address)));
    }
    return new ResolveRequest(
        Coordinate.parse(coordinate),
        named,
        Optional.empty(),
        offline,
        Map.of("HOME", home.toString(), "TOKEN", "s3cret"));
  }

  private Candidate resolve(String coordinate) {
    return resolve(request(coordinate, false));
  }

  private static Candidate resolve(ResolveRequest request) {
    return ArtifactResolver.find(Optional.empty()).resolve(request, (file, bytes, size) -> {});
  }

  private static List<String> names(Candidate candidate) {
    return candidate.jars().stream().map(jar -> jar.file().getFileName().toString()).toList();
  }

  @Test
  void aPluginComesWithWhatItNeedsWhenItRunsAndNothingElse() throws IOException {
    repository
        .jar(
            "com.acme:acme-provider:1.0",
            "com.acme:client:2.0",
            "dev.runnel:runnel-core:9",
            "org.junit:junit:5:test",
            "org.jspecify:jspecify:1:provided",
            "com.acme:extra:1:compile:optional",
            "com.acme:driver:3:runtime")
        .jar("com.acme:client:2.0", "com.acme:deep:1.0")
        .jar("com.acme:deep:1.0")
        .jar("com.acme:driver:3", "com.acme:between:1")
        .jar("com.acme:between:1", "com.acme:deep:0.9");

    Candidate candidate = resolve("com.acme:acme-provider:1.0");

    assertThat(candidate.coordinate()).contains(Coordinate.parse("com.acme:acme-provider:1.0"));
    assertThat(names(candidate))
        .containsExactly(
            "acme-provider-1.0.jar",
            "client-2.0.jar",
            "deep-1.0.jar",
            "driver-3.jar",
            "between-1.jar");
  }

  @Test
  void whatTheProgramGivesIsLeftOutWithAllThatOnlyItNeeds() throws IOException {
    repository
        .sharing("http", "com.acme:shares:1", "dev.runnel:runnel-http:9", "com.acme:own:1")
        .jar("com.acme:brings:1", "dev.runnel:runnel-http:9")
        .jar("com.acme:own:1")
        .jar("dev.runnel:runnel-http:9", "io.vertx:vertx:5", "dev.runnel:runnel-core:9")
        .jar("io.vertx:vertx:5");

    assertThat(names(resolve("com.acme:shares:1"))).containsExactly("shares-1.jar", "own-1.jar");
    assertThat(names(resolve("com.acme:brings:1")))
        .containsExactly("brings-1.jar", "runnel-http-9.jar", "vertx-5.jar");
  }

  @Test
  void withoutVersionItIsTheNewestRelease() throws IOException {
    repository
        .versions("com.acme:a", "1.0", "1.10", "1.9", "2.0-rc1", "2.0rc2", "2.0_b1", "2.1-SNAPSHOT")
        .jar("com.acme:a:1.10")
        .versions("com.acme:early", "0.1-alpha-1", "0.1-beta-2")
        .jar("com.acme:early:0.1-beta-2")
        .versions("com.acme:working", "0.1-SNAPSHOT");

    assertThat(resolve("com.acme:a").coordinate()).hasToString("Optional[com.acme:a:1.10]");
    assertThat(names(resolve("com.acme:early"))).containsExactly("early-0.1-beta-2.jar");
    assertThatThrownBy(() -> resolve(request("com.acme:working", false, "file:///named")))
        .hasMessage(
            "There is no release of com.acme:working. To install what is still being worked on,"
                + " name it: com.acme:working:0.1-SNAPSHOT.");
  }

  @Test
  void aNicknameOfAVersionIsRefusedWithWhatToAskForInstead() {
    for (String nickname : List.of("LATEST", "RELEASE")) {
      assertThatThrownBy(() -> resolve("com.acme:a:" + nickname))
          .isInstanceOfSatisfying(
              InstallException.class,
              e -> assertThat(e.kind()).isEqualTo(InstallException.Kind.REFUSED))
          .hasMessage(
              nickname + " is no version. Leave it out for the newest release: com.acme:a.");
    }
  }

  @Test
  void whatHasMovedIsTakenFromWhereItIsNowAndThatIsTold() throws IOException {
    repository
        .moved("com.acme:first:1", "second")
        .moved("com.acme:second:1", "echo")
        .versions("com.acme:first", "1")
        .jar("com.acme:echo:1", "com.acme:lib:1")
        .jar("com.acme:lib:1")
        .moved("com.acme:nowhere:1", "gone")
        .moved("com.acme:round:1", "round");
    List<String> told = new ArrayList<>();
    Download listener =
        new Download() {
          @Override
          public void progress(String file, long bytes, long size) {}

          @Override
          public void moved(Coordinate from, Coordinate to) {
            told.add(from + " → " + to);
          }
        };

    Candidate candidate =
        ArtifactResolver.find(Optional.empty()).resolve(request("com.acme:first", false), listener);

    assertThat(candidate.coordinate()).contains(Coordinate.parse("com.acme:echo:1"));
    assertThat(names(candidate)).containsExactly("echo-1.jar", "lib-1.jar");
    assertThat(told).containsExactly("com.acme:first:1 → com.acme:echo:1");
    assertThatThrownBy(() -> resolve("com.acme:nowhere:1"))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith("There is no com.acme:gone:1 (com.acme:nowhere:1 ");
    assertThatThrownBy(() -> resolve("com.acme:round:1")).isInstanceOf(InstallException.class);
  }

  @Test
  void aSnapshotIsInstalledByItsName() throws IOException {
    repository.jar("com.acme:a:1-SNAPSHOT");

    Candidate candidate = resolve(request("com.acme:a:1-SNAPSHOT", false, "file:///named"));

    assertThat(names(candidate)).containsExactly("a-1-SNAPSHOT.jar");
  }

  @Test
  void whatIsNotThereIsSaidWithAllThatWereAskedAndNoPassword() throws IOException {
    settings("file://me:s3cret@" + repository.root() + "/", "");
    String asked = "asked: acme (file://" + repository.root() + "/).";

    assertThatThrownBy(() -> resolve("com.acme:absent:1"))
        .isInstanceOf(InstallException.class)
        .hasMessage("There is no com.acme:absent:1; " + asked);
    assertThatThrownBy(() -> resolve("com.acme:absent"))
        .hasMessageStartingWith("No repository says which versions of com.acme:absent there are.")
        .hasMessageContaining("com.acme:absent:1.0")
        .hasMessageNotContaining("s3cret");
    repository.pom("com.acme:parent:1", "pom").jar("com.acme:half:1", "com.acme:gone:2");
    assertThatThrownBy(() -> resolve("com.acme:parent:1"))
        .hasMessageStartingWith("com.acme:parent:1 is a POM without a jar");
    assertThatThrownBy(() -> resolve("com.acme:half:1"))
        .hasMessageStartingWith("There is no com.acme:gone:2 (com.acme:half:1 needs it); asked: ");
  }

  @Test
  void noPasswordOfAnAddressIsInWhatATraceShowsEither() throws IOException {
    settings("nothing://me:s3cret@w0rd@127.0.0.1/x?token=t0ken", "");

    for (String wanted : List.of("com.acme:absent:1", "com.acme:absent")) {
      assertThatThrownBy(() -> resolve(wanted))
          .hasStackTraceContaining("nothing://127.0.0.1/x")
          .extracting(Throwables::getStackTrace, STRING)
          .doesNotContain("s3cret", "w0rd", "t0ken");
    }
  }

  /** What no command could name is fine for a library that a POM names. */
  @Test
  void aDependencyMayHaveAnUnusualVersion() throws IOException {
    repository.jar("com.acme:a:1", "com.acme:lib:1.0~beta").jar("com.acme:lib:1.0~beta");

    assertThat(names(resolve("com.acme:a:1"))).containsExactly("a-1.jar", "lib-1.0~beta.jar");
  }

  @Test
  void aWrongChecksumAndAMissingOneAreRefused() throws IOException {
    repository
        .jar("com.acme:changed:1")
        .jar("com.acme:bare:1")
        .jar("com.acme:user:1", "com.acme:changed:1");
    Files.writeString(Path.of(repository.stem("com.acme:changed:1") + ".jar.sha1"), "0".repeat(40));
    Files.delete(Path.of(repository.stem("com.acme:bare:1") + ".jar.sha1"));

    assertThatThrownBy(() -> resolve("com.acme:changed:1"))
        .hasMessageStartingWith("com.acme:changed:1 came with a wrong checksum or with none (")
        .hasMessageContaining("0".repeat(40));
    assertThatThrownBy(() -> resolve("com.acme:bare:1"))
        .hasMessageStartingWith("com.acme:bare:1 came with a wrong checksum or with none (");
    assertThatThrownBy(() -> resolve("com.acme:user:1"))
        .hasMessageStartingWith("com.acme:changed:1 (com.acme:user:1 needs it) came with a wrong");
    RepositoryFolder.signed(Path.of(repository.stem("com.acme:changed:1") + ".jar"));
    assertThat(names(resolve("com.acme:changed:1"))).as("what failed is asked anew").hasSize(1);
  }

  @Test
  void offlineItIsTakenFromTheLocalRepositoryOrRefused() throws IOException {
    repository.jar("com.acme:a:1").versions("com.acme:a", "1").jar("com.acme:b:1");
    resolve("com.acme:a");

    assertThat(names(resolve(request("com.acme:a", true)))).containsExactly("a-1.jar");
    assertThatThrownBy(() -> resolve(request("com.acme:b:1", true)))
        .hasMessage(
            "com.acme:b:1 is not in your local repository, and nothing is asked offline. Try again"
                + " without --offline (or <offline> in the settings).");
    assertThatThrownBy(() -> resolve(request("com.acme:b", true)))
        .hasMessageContaining("nothing is asked offline");
    settings(repository.root().toUri().toString(), "<offline>true</offline>");
    assertThatThrownBy(() -> resolve("com.acme:b:1")).hasMessageContaining("<offline>");
  }

  @Test
  void theLocalRepositoryOfTheSettingsIsUsed() throws IOException {
    repository.jar("com.acme:a:1");
    settings(
        repository.root().toUri().toString(),
        "<localRepository>" + home.resolve("elsewhere") + "</localRepository>");

    assertThat(resolve("com.acme:a:1").jars().get(0).file()).startsWith(home.resolve("elsewhere"));
  }

  @Test
  void credentialsAreThoseOfTheSettingsAlsoEncryptedOnes() throws Exception {
    repository.jar("com.acme:a:1").jar("com.acme:b:1").jar("com.acme:c:1");
    try (LoopbackRepository server = new LoopbackRepository(repository.root(), "s3cret")) {
      settings(server.address(), "");
      String none =
          " cannot be fetched: acme does not know you (401). Give Maven's settings a <server> with"
              + " <id>acme</id> and your credentials. Asked: acme ("
              + server.address()
              + ").";
      assertThatThrownBy(() -> resolve("com.acme:a:1")).hasMessage("com.acme:a:1" + none);
      assertThatThrownBy(() -> resolve("com.acme:a")).hasMessage("com.acme:a" + none);

      settings(server.address(), server("${env.TOKEN}"));
      assertThat(resolve("com.acme:a:1").jars()).hasSize(1);

      DefaultPlexusCipher cipher = new DefaultPlexusCipher();
      String master = cipher.encryptAndDecorate("master", "settings.security");
      Files.writeString(
          home.resolve(".m2/settings-security.xml"),
          "<settingsSecurity><master>" + master + "</master></settingsSecurity>");
      settings(server.address(), server(cipher.encryptAndDecorate("s3cret", "master")));
      assertThat(resolve("com.acme:b:1").jars()).hasSize(1);

      settings(server.address(), server("wrong-p4ssword"));
      assertThatThrownBy(() -> resolve("com.acme:c:1"))
          .hasMessageStartingWith(
              "com.acme:c:1 cannot be fetched: acme does not know you (401), though Maven's settings"
                  + " have a <server> with <id>acme</id>: are its credentials right, and may they")
          .hasMessageNotContaining("p4ssword");
    }
  }

  private static String server(String password) {
    return "<servers><server><id>acme</id><username>me</username><password>"
        + password
        + "</password></server></servers>";
  }

  @Test
  void aHeaderOfTheSettingsMayStandForAPassword() throws IOException {
    repository.jar("com.acme:a:1");
    String header =
        "<servers><server><id>acme</id><configuration><httpHeaders><property><name>Job-Token</name>"
            + "<value>${env.TOKEN}</value></property></httpHeaders></configuration></server></servers>";
    try (LoopbackRepository server = new LoopbackRepository(repository.root(), "s3cret")) {
      settings(server.address(), header);
      assertThat(resolve("com.acme:a:1").jars()).hasSize(1);
    }
    settings("http://repository.invalid/", header);
    assertThatThrownBy(() -> resolve("com.acme:b:1"))
        .hasMessageStartingWith("The credentials for the mirror acme (http://repository.invalid/)");

    settings("http://127.0.0.1.acme.invalid/", server("s3cret"));
    assertThatThrownBy(() -> resolve("a:b:1"))
        .hasMessageStartingWith("The credentials for the mirror acme (http://127.0.0.1.acme.");
  }

  @Test
  void aProxyOfTheSettingsIsAskedInTheRepositorysPlace() throws IOException {
    repository.jar("com.acme:a:1");
    try (LoopbackRepository proxy = new LoopbackRepository(repository.root(), "")) {
      settings(
          "http://127.0.0.1:1/",
          "<proxies><proxy><active>true</active><protocol>http</protocol><host>127.0.0.1</host>"
              + "<port>%d</port></proxy></proxies>".formatted(proxy.port()));

      assertThat(resolve("com.acme:a:1").jars()).hasSize(1);
      assertThat(proxy.asked()).contains("http://127.0.0.1:1/com/acme/a/1/a-1.jar");
    }
  }

  @Test
  void repositoriesOfActiveProfilesAreAskedAndThoseOfPluginsAreNot() throws IOException {
    RepositoryFolder others = new RepositoryFolder(home.resolve("others"));
    others.jar("com.acme:a:1", "com.acme:b:1").jar("com.acme:b:1");
    String profile =
        "<profile><id>%s</id>%s<repositories><repository><id>%1$s</id><url>%s</url></repository>"
            + "</repositories></profile>";
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors><mirror><id>m</id><mirrorOf>central</mirrorOf><url>"
            + repository.root().toUri()
            + "</url></mirror></mirrors><profiles>"
            + profile.formatted("named", "", others.root().toUri())
            + profile.formatted("idle", "", "http://idle.invalid/")
            + profile.formatted(
                "byHome",
                "<activation><property><name>env.TOKEN</name></property></activation>",
                repository.root().toUri())
            + "</profiles><activeProfiles><activeProfile>named</activeProfile></activeProfiles>"
            + "</settings>");

    assertThat(names(resolve("com.acme:a:1"))).containsExactly("a-1.jar", "b-1.jar");
    assertThatThrownBy(() -> resolve("com.acme:absent:1"))
        .hasMessageContaining("asked: named (")
        .hasMessageContaining("byHome (")
        .hasMessageNotContaining("invalid");
  }

  @Test
  void plainHttpIsForThisMachineOnly() throws IOException {
    Files.writeString(
        home.resolve(".m2/settings.xml"),
        "<settings><mirrors><mirror><id>m</id><mirrorOf>central</mirrorOf><url>"
            + repository.root().toUri()
            + "</url></mirror></mirrors></settings>");
    assertThatThrownBy(() -> resolve(request("a:b:1", false, "http://repository.invalid/x")))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith("The repository named (http://repository.invalid/x) would be asked")
        .hasMessageEndingWith("Use https.");

    settings("http://repository.invalid/", server("s3cret"));
    assertThatThrownBy(() -> resolve("a:b:1"))
        .hasMessageStartingWith("The credentials for the mirror acme (http://repository.invalid/)");

    settings("http://127.0.0.1.acme.invalid/", server("s3cret"));
    assertThatThrownBy(() -> resolve("a:b:1"))
        .hasMessageStartingWith("The credentials for the mirror acme (http://127.0.0.1.acme.");
  }

  @Test
  void settingsThatAreNoneAreSaid() throws IOException {
    Files.writeString(home.resolve(".m2/settings.xml"), "<settings><mirrors>");

    assertThatThrownBy(() -> resolve("a:b:1"))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith("Maven's settings are wrong: ")
        .hasMessageContaining("settings.xml");
  }

  @Test
  void progressIsToldOfJars() throws IOException {
    repository.jar("com.acme:a:1");
    List<String> told = new ArrayList<>();

    ArtifactResolver.find(Optional.empty())
        .resolve(
            request("com.acme:a:1", false),
            (file, bytes, size) -> told.add(file + " " + (bytes == size)));

    assertThat(told).last().isEqualTo("a-1.jar true");
    assertThat(told).allMatch(line -> line.startsWith("a-1.jar "));
  }
}
