package dev.runnel.plugins.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.Finding;
import dev.runnel.plugins.Finding.Verdict;
import dev.runnel.plugins.Plugin;
import dev.runnel.plugins.PluginMarks;
import dev.runnel.plugins.Plugins;
import dev.runnel.plugins.TestPlugins;
import dev.runnel.plugins.install.Candidate.ResolvedJar;
import dev.runnel.plugins.lock.Coordinate;
import dev.runnel.plugins.lock.LockFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins come and go in one step, wherever the process ends. */
class PluginInstallerTest {
  @TempDir Path home;
  private Path folder;

  @BeforeEach
  void thereIsNoFolder() {
    folder = home.resolve("plugins");
  }

  private PluginInstaller installer() {
    return new PluginInstaller(folder, List.of(folder));
  }

  /** One to which every plugin is good enough, for who installs often. */
  private PluginInstaller lenient(Steps steps) {
    return new PluginInstaller(folder, List.of(folder), plugin -> List.of(), steps);
  }

  /** An artifact with a provider of this id, and a library beside it. */
  private Candidate candidate(String id, String version) throws IOException {
    Path jar = home.resolve("made/" + id + "-" + version + ".jar");
    Path library = home.resolve("made/lib-" + version + ".jar");
    Coordinate coordinate = Coordinate.parse("com.acme:" + id + "-provider:" + version);
    return new Candidate(
        Optional.of(coordinate),
        Optional.empty(),
        List.of(
            new ResolvedJar(TestPlugins.jar(jar, id, version), Optional.of(coordinate)),
            new ResolvedJar(TestPlugins.library(library, version), Optional.empty())));
  }

  /** What a program sees: each id with its version. */
  private List<String> seen() {
    try (Providers providers =
        Plugins.in(List.of(folder)).addTo(Providers.builder().only()).discover()) {
      assertThat(providers.quarantined()).isEmpty();
      return providers.found().stream().map(PluginInstallerTest::told).toList();
    }
  }

  private static String told(FoundProvider provider) {
    return provider.id() + " " + provider.source().version().orElse("");
  }

  private List<String> stored() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(LockFile.STORE))) {
      return all.map(it -> it.getFileName().toString())
          .filter(it -> !it.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatIsInstalledIsLoadedWithAllItsJarsAndSaysWhereItCameFrom() throws IOException {
    Installation done = installer().install(candidate("acme", "1.0"));

    assertThat(done.ids()).containsExactly("acme");
    assertThat(done.before()).isEmpty();
    assertThat(done.changed()).isTrue();
    assertThat(done.plugin().title()).isEqualTo("acme 1.0");
    assertThat(seen()).containsExactly("acme 1.0");
    assertThat(Plugins.in(List.of(folder)).all())
        .singleElement()
        .satisfies(
            plugin -> {
              assertThat(plugin.name()).isEqualTo("acme");
              assertThat(plugin.installed()).contains("com.acme:acme-provider:1.0");
              assertThat(plugin.entries())
                  .extracting(it -> it.getFileName().toString())
                  .containsExactly("acme-1.0.jar", "lib-1.0.jar");
              assertThat(plugin.path().getFileName().toString()).matches("acme-1\\.0-[0-9a-f]{8}");
            });
    assertThat(installer().check())
        .containsExactly(new Finding(Verdict.OK, "acme 1.0 is as it was installed (2 jars)"));
  }

  @Test
  void anotherVersionTakesItsPlaceAndTheSameOneChangesNothing() throws IOException {
    Candidate old = candidate("acme", "1.0");
    installer().install(old);
    PluginMarks before = PluginMarks.of(List.of(folder), Plugins.in(List.of(folder)));
    Installation again = installer().install(old);
    assertThat(again.changed()).isFalse();
    assertThat(PluginMarks.of(List.of(folder), Plugins.in(List.of(folder)))).isEqualTo(before);

    Installation newer = installer().install(candidate("acme", "1.1"));
    assertThat(newer.before().orElseThrow().title()).isEqualTo("acme 1.0");
    assertThat(seen()).containsExactly("acme 1.1");
    assertThat(PluginMarks.of(List.of(folder), Plugins.in(List.of(folder)))).isNotEqualTo(before);
    assertThat(stored()).as("what runs still may need the old one's files").hasSize(2);

    installer().install(candidate("globex", "3"));
    assertThat(seen()).containsExactly("acme 1.1", "globex 3");
    assertThat(stored()).as("swept by the next").hasSize(2);
  }

  @Test
  void aRehearsalChangesNothing() throws IOException {
    Installation rehearsed = installer().rehearse(candidate("acme", "1.0"));

    assertThat(rehearsed.plugin().title()).isEqualTo("acme 1.0");
    assertThat(seen()).isEmpty();
    assertThat(stored()).isEmpty();
    assertThat(folder.resolve(LockFile.NAME)).doesNotExist();
  }

  @Test
  void aFileIsKnownByWhatMavenWroteIntoItOrByItsNameWithoutVersion() throws IOException {
    Path named = TestPlugins.jar(home.resolve("guest-1.0.jar"), "guest", "1.0");
    Path maven = TestPlugins.ofMaven(home.resolve("x.jar"), "acme", "com.acme:acme-provider:1.0");

    assertThat(installer().install(JarCandidate.of(named)).plugin().origin())
        .isEqualTo("file guest-1.0.jar");
    assertThat(installer().install(JarCandidate.of(maven)).plugin().origin())
        .isEqualTo("com.acme:acme-provider:1.0 file x.jar");
    Path newer = TestPlugins.jar(home.resolve("guest-1.1.jar"), "guest", "1.1");
    assertThat(installer().install(JarCandidate.of(newer)).before()).isPresent();
    assertThat(installer().install(candidate("acme", "1.2")).before()).isPresent();
    assertThat(seen()).containsExactly("acme 1.2", "guest 1.1");
  }

  @Test
  void itIsRemovedByItsNameOrByWhatItWasInstalledAs() throws IOException {
    Candidate acme = candidate("acme", "1.0");
    for (String name : List.of("acme", "com.acme:acme-provider", "com.acme:acme-provider:1.0")) {
      lenient(Steps.UNWATCHED).install(acme);

      assertThat(installer().remove(name).title()).isEqualTo("acme 1.0");
      assertThat(seen()).isEmpty();
      assertThat(stored()).isEmpty();
    }
  }

  @Test
  void whatWasNotInstalledIsNotRemovedAndTheNearNameIsSaid() throws IOException {
    assertThatThrownBy(() -> installer().remove("acme"))
        .hasMessage("No plugin 'acme' was installed; none was, in " + folder + ".");
    installer().install(candidate("acme", "1.0"));
    Path dropped = TestPlugins.jar(folder.resolve("by-hand.jar"), "guest", "1");

    assertThatThrownBy(() -> installer().remove("acne"))
        .hasMessage("No plugin 'acne' was installed; did you mean 'acme'?");
    assertThatThrownBy(() -> installer().remove("something else"))
        .hasMessage("No plugin 'something else' was installed; installed: acme.");
    for (String name : List.of("guest", "by-hand")) {
      assertThatThrownBy(() -> installer().remove(name))
          .hasMessage(
              "'"
                  + name
                  + "' was not installed but put there by hand: to remove it, delete "
                  + dropped
                  + ".");
    }
    assertThat(seen()).containsExactly("acme 1.0", "guest 1");
  }

  @Test
  void whatWouldNotDoIsRefusedWithWhatTheRulesSay() throws IOException {
    installer().install(candidate("acme", "1.0"));
    Path none = Files.writeString(home.resolve("page.jar"), "<html>404");
    Path lacking = TestPlugins.lacking(home.resolve("lacking.jar"));

    assertThatThrownBy(() -> installer().install(JarCandidate.of(none)))
        .isInstanceOfSatisfying(
            InstallException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .satisfies(it -> assertThat(it.text()).startsWith("it is no jar (")))
        .hasMessage("page.jar would not do, and was not installed.");
    assertThatThrownBy(() -> installer().install(JarCandidate.of(lacking)))
        .hasMessageStartingWith("lacking.jar would not do, and was not installed. From a file,")
        .hasMessageContaining("group:artifact", folder.toString());
    assertThat(seen()).containsExactly("acme 1.0");
    assertThat(stored()).hasSize(1);
  }

  @Test
  void anIdThatSomethingElseHasIsRefusedWithTheWayOut() throws IOException {
    installer().install(candidate("acme", "1.0"));
    Path same = TestPlugins.jar(home.resolve("other.jar"), "acme", "9");
    assertThatThrownBy(() -> installer().install(JarCandidate.of(same)))
        .hasMessage(
            "other.jar offers the provider 'acme', and so does com.acme:acme-provider:1.0, which is"
                + " installed. Remove that first: runnel plugins remove acme.");

    for (Path file : installer().installed().get(0).files(folder)) {
      Files.delete(file);
    }
    assertThatThrownBy(() -> installer().install(JarCandidate.of(same)))
        .as("damaged, it is still not replaced by another")
        .hasMessageEndingWith("runnel plugins remove acme.");

    Path dropped = TestPlugins.jar(folder.resolve("guest.jar"), "guest", "1");
    Candidate guest = candidate("guest", "2");
    assertThatThrownBy(() -> installer().install(guest))
        .hasMessage(
            "com.acme:guest-provider:2 offers the provider 'guest', and so does "
                + dropped
                + ", which was put there by hand. Delete that first.");
  }

  @Test
  void anIdOfTheProgramItselfIsRefusedInTheSameWay() throws IOException {
    Path own = TestPlugins.jar(home.resolve("own.jar"), "acme", "1");
    Candidate acme = candidate("acme", "1.0");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader program = new URLClassLoader(new URL[] {own.toUri().toURL()}, before)) {
      thread.setContextClassLoader(program);
      assertThatThrownBy(() -> installer().install(acme))
          .hasMessage(
              "com.acme:acme-provider:1.0 offers the provider 'acme', and so does Runnel itself"
                  + " (own.jar), whose own always count. Its author has to name it otherwise.");
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(installer().installed()).isEmpty();
  }

  @Test
  void filesThatWereChangedAreToldAndPutRightByInstallingAgain() throws IOException {
    Candidate acme = candidate("acme", "1.0");
    List<Path> files = installer().install(acme).plugin().files(folder);
    Files.writeString(files.get(0), "changed");
    Files.delete(files.get(1));

    assertThat(installer().check())
        .extracting(Finding::text)
        .satisfiesExactly(
            it -> assertThat(it).contains("acme-1.0.jar has changed since", "install it again"),
            it -> assertThat(it).contains("lib-1.0.jar is missing"));
    assertThat(installer().install(acme).changed()).isTrue();
    assertThat(installer().check()).extracting(Finding::verdict).containsOnly(Verdict.OK);
    assertThat(seen()).containsExactly("acme 1.0");
  }

  @Test
  void aDamagedLockFileIsOneLineOfTheListAndRefusesEveryChange() throws IOException {
    installer().install(candidate("acme", "1.0"));
    TestPlugins.jar(folder.resolve("guest.jar"), "guest", "1");
    Files.writeString(folder.resolve(LockFile.NAME), "# plugin");

    try (Providers providers =
        Plugins.in(List.of(folder)).addTo(Providers.builder().only()).discover()) {
      assertThat(providers.found()).extracting(FoundProvider::id).containsExactly("guest");
      assertThat(providers.quarantined())
          .singleElement()
          .satisfies(
              it ->
                  assertThat(it.reason())
                      .startsWith(folder.resolve(LockFile.NAME) + ", line 1, is wrong: "));
    }
    assertThatThrownBy(() -> installer().remove("acme"))
        .isInstanceOf(InstallException.class)
        .hasMessageContaining("plugins.lock, line 1, is wrong");
    assertThat(stored()).as("nothing is swept").hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenToIsSaid() throws IOException {
    Files.writeString(folder, "a file in the way");

    assertThatThrownBy(() -> installer().install(candidate("acme", "1.0")))
        .isInstanceOfSatisfying(
            InstallException.class,
            e -> assertThat(e.kind()).isEqualTo(InstallException.Kind.FAILED))
        .hasMessageStartingWith(folder + " cannot be changed: ")
        .hasMessageEndingWith("Nothing has changed.");
  }

  /** As a kill is: nothing that would tidy up runs. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Killing implements Steps {
    private final int at;
    private final List<String> steps = new ArrayList<>();

    Killing(int at) {
      this.at = at;
    }

    @Override
    public void before(String what) {
      steps.add(what);
      if (steps.size() > at) {
        throw new Killed();
      }
    }
  }

  @Test
  void whereverItIsKilledThereIsTheOldStateOrTheNewOne() throws IOException {
    Candidate old = candidate("acme", "1.0");
    Candidate next = candidate("acme", "1.1");
    List<String> steps = new ArrayList<>();
    boolean done = false;
    for (int at = 0; !done; at++) {
      lenient(Steps.UNWATCHED).install(old);
      Killing killing = new Killing(at);
      try {
        lenient(killing).install(next);
        done = true;
      } catch (Killed e) {
        boolean committed =
            killing.steps.indexOf("rename the new lock file") + 1 < killing.steps.size()
                && killing.steps.contains("rename the new lock file");
        assertThat(seen())
            .as("killed before: " + killing.steps)
            .containsExactly(committed ? "acme 1.1" : "acme 1.0");
        assertThat(installer().check()).extracting(Finding::verdict).containsOnly(Verdict.OK);
      }
      steps = killing.steps;
    }
    assertThat(steps)
        .containsSubsequence(
            "copy lib-1.1.jar",
            "move the staged folder to its place",
            "write the new lock file",
            "rename the new lock file");
    lenient(Steps.UNWATCHED).remove("acme");
    assertThat(stored()).as("what was left over").isEmpty();
  }

  @Test
  void aRemovalThatIsKilledHasHappenedOrNot() throws IOException {
    Candidate acme = candidate("acme", "1.0");
    boolean done = false;
    for (int at = 0; !done; at++) {
      lenient(Steps.UNWATCHED).install(acme);
      Killing killing = new Killing(at);
      try {
        lenient(killing).remove("acme");
        done = true;
      } catch (Killed e) {
        boolean committed = killing.steps.size() > 2;
        assertThat(seen()).isEqualTo(committed ? List.of() : List.of("acme 1.0"));
      }
    }
  }

  @Test
  @Timeout(120)
  void anotherProcessIsWaitedForAndItsDeathLeavesWhatWasThere() throws Exception {
    installer().install(candidate("acme", "1.0"));
    Path jar = TestPlugins.jar(home.resolve("guest.jar"), "guest", "1");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                HeldInstallation.class.getName(),
                folder.toString(),
                jar.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = other.inputReader()) {
      assertThat(says.readLine()).isEqualTo(HeldInstallation.HELD);
      assertThat(seen()).containsExactly("acme 1.0");
      Candidate globex = candidate("globex", "1");
      CompletableFuture<Installation> waiting =
          CompletableFuture.supplyAsync(() -> installer().install(globex));
      assertThat(waiting).isNotDone();
      other.destroyForcibly().waitFor();
      waiting.join();
    } finally {
      other.destroyForcibly();
    }

    assertThat(seen()).containsExactly("acme 1.0", "globex 1");
    assertThat(stored()).as("what was left over is swept").hasSize(2);
  }

  @Test
  void ofManyAtOnceEachIsInstalled() throws IOException {
    List<Candidate> all = new ArrayList<>();
    for (String id : List.of("a", "b", "c", "d")) {
      all.add(candidate(id, "1"));
    }
    List<CompletableFuture<Installation>> under =
        all.stream()
            .map(it -> CompletableFuture.supplyAsync(() -> lenient(Steps.UNWATCHED).install(it)))
            .toList();
    under.forEach(CompletableFuture::join);

    assertThat(seen()).containsExactly("a 1", "b 1", "c 1", "d 1");
    assertThat(stored()).hasSize(4);
  }

  @Test
  void aJarThatIsReadOnlyIsInstalledAndItsCopyIsNot() throws IOException {
    Path jar = TestPlugins.jar(home.resolve("acme.jar"), "acme", "1.0");
    assertThat(jar.toFile().setReadOnly()).isTrue();

    Installation done = installer().install(JarCandidate.of(jar));

    assertThat(done.plugin().files(folder)).allSatisfy(copy -> assertThat(writable(copy)).isTrue());
  }

  /** Also where the user may do everything. */
  private static boolean writable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null
        ? Files.isWritable(file)
        : view.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void twoJarsOfOneNameAreKeptApart() throws IOException {
    Candidate one = candidate("acme", "1");
    Path twin = home.resolve("elsewhere/lib-1.jar");
    List<ResolvedJar> jars = new ArrayList<>(one.jars());
    jars.add(
        new ResolvedJar(
            TestPlugins.library(twin, "other"), Optional.of(Coordinate.parse("com.twin:lib:1"))));

    Installation done =
        installer().install(new Candidate(one.coordinate(), Optional.empty(), jars));

    assertThat(done.plugin().files(folder))
        .extracting(it -> it.getFileName().toString())
        .containsExactly("acme-1.jar", "lib-1.jar", "com.twin.lib-1.jar");
    assertThat(installer().check()).extracting(Finding::verdict).containsOnly(Verdict.OK);
  }

  @Test
  void aPluginPutThereByHandIsNotMistakenForAnInstalledOne() throws IOException {
    TestPlugins.jar(folder.resolve("guest.jar"), "guest", "1");

    assertThat(Plugins.in(List.of(folder)).all())
        .extracting(Plugin::installed)
        .containsOnly(Optional.empty());
    assertThat(installer().check()).isEmpty();
  }
}
