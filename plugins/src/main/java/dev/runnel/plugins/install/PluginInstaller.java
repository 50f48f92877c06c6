package dev.runnel.plugins.install;

import dev.runnel.plugins.Finding;
import dev.runnel.plugins.Plugin;
import dev.runnel.plugins.PluginVerification;
import dev.runnel.plugins.lock.LockException;
import dev.runnel.plugins.lock.LockFile;
import dev.runnel.plugins.lock.LockedPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Installs plugins into a folder and removes them. Each is one step for everybody who looks, in
 * this process and in others: a kill at any moment leaves what was there before. Safe to use from
 * any thread and process; one at a time goes on, the others wait.
 */
public final class PluginInstaller {
  private final Path folder;
  private final List<Path> folders;
  private final Function<Plugin, List<Finding>> rules;
  private final PluginStore store;

  /**
   * For a folder.
   *
   * @param folder where to install; made when something is
   * @param folders all from which the program loads plugins: their ids are taken
   */
  public PluginInstaller(Path folder, List<Path> folders) {
    this(folder, folders, PluginVerification::alone, Steps.UNWATCHED);
  }

  PluginInstaller(
      Path folder, List<Path> folders, Function<Plugin, List<Finding>> rules, Steps steps) {
    this.rules = rules;
    this.folder = folder.toAbsolutePath().normalize();
    this.folders = List.copyOf(folders);
    this.store = new PluginStore(this.folder, steps);
  }

  /**
   * Installs a plugin, in place of an earlier version of it if there is one. Loads it to see that
   * it works, which runs its code.
   *
   * @throws InstallException when it would not do, or cannot be written; nothing has changed then
   */
  public Installation install(Candidate candidate) {
    return changing(() -> install(candidate, true));
  }

  /** All of {@link #install} but the change. */
  public Installation rehearse(Candidate candidate) {
    return changing(() -> install(candidate, false));
  }

  private Installation install(Candidate candidate, boolean really) throws IOException {
    store.sweep();
    Staged staged = store.stage(candidate.jars());
    try {
      Installation installation = examined(candidate, staged);
      LockedPlugin plugin = installation.plugin();
      if (really && installation.changed()) {
        store.place(staged, plugin);
        LockFile lock = store.read();
        store.commit(installation.before().map(lock::without).orElse(lock).with(plugin));
      }
      store.discard(staged);
      return installation;
    } catch (IOException | RuntimeException e) {
      store.discard(staged);
      throw e;
    }
  }

  private Installation examined(Candidate candidate, Staged staged) throws IOException {
    Plugin plugin = staged.plugin();
    // First, because one that hangs is given up there.
    List<Finding> findings = rules.apply(plugin);
    if (!PluginVerification.passed(findings)) {
      throw wouldNotDo(candidate, findings);
    }
    OfferedIds ids = OfferedIds.of(plugin);
    if (ids.all().isEmpty()) {
      throw InstallException.refused(candidate.title() + " offers no provider.");
    }
    LockedPlugin locked = locked(candidate, ids.all().get(0), staged);
    LockFile lock = store.read();
    Optional<LockedPlugin> before = lock.find(one -> one.identity().equals(locked.identity()));
    lock.find(one -> one.name().equals(locked.name()) && !before.equals(Optional.of(one)))
        .ifPresent( // also where it is damaged, and offers no id now
            one -> {
              throw OfferedIds.taken(candidate.title(), one.name(), one.origin(), one.name());
            });
    ids.refuseTaken(folders, before.map(one -> one.in(folder)), candidate.title());
    List<Finding> advice =
        findings.stream().filter(it -> it.verdict() == Finding.Verdict.ADVICE).toList();
    boolean changed =
        !before.equals(Optional.of(locked)) || !LockCheck.of(folder, locked).isEmpty();
    return new Installation(locked, ids.all(), before, advice, changed);
  }

  private InstallException wouldNotDo(Candidate candidate, List<Finding> findings) {
    boolean lacksClass =
        candidate.file().isPresent()
            && findings.stream().anyMatch(it -> it.text().matches("(?s).*class.* (missing|not).*"));
    return InstallException.refused(
        candidate.title()
            + " would not do, and was not installed."
            + (lacksClass
                ? " From a file, what it needs is not brought along: install it by"
                    + " group:artifact, or put a folder with all its jars into "
                    + folder
                    + "."
                : ""),
        findings);
  }

  private LockedPlugin locked(Candidate candidate, String name, Staged staged) throws IOException {
    String version =
        candidate.coordinate().flatMap(it -> it.version()).map(it -> "-" + it).orElse("");
    return new LockedPlugin(
        name, candidate.coordinate(), candidate.file(), store.locked(staged, name + version));
  }

  /**
   * Removes what was installed.
   *
   * @param wanted its name, {@code group:artifact}, or that with its version
   * @throws InstallException when nothing of that name was installed
   */
  public LockedPlugin remove(String wanted) {
    return changing(
        () -> {
          LockFile lock = store.read();
          LockedPlugin plugin = new InstalledNames(folder, folders, lock).require(wanted);
          store.commit(lock.without(plugin));
          store.sweep();
          return plugin;
        });
  }

  /** What was installed. */
  public List<LockedPlugin> installed() {
    return reading().plugins();
  }

  /** Whether all files are as they were when they were installed: a finding for each plugin. */
  public List<Finding> check() {
    return reading().plugins().stream().flatMap(one -> LockCheck.told(folder, one)).toList();
  }

  private LockFile reading() {
    try {
      return store.read();
    } catch (LockException e) {
      throw InstallException.refused(e.getMessage() + ".");
    }
  }

  @SuppressWarnings("try") // the lock is held, not used
  private <T> T changing(Change<T> change) {
    try (StoreLock lock = store.lock()) {
      return change.make();
    } catch (IOException e) {
      throw InstallException.failed(
          folder + " cannot be changed: " + Trouble.inWords(e) + ". Nothing has changed.", e);
    } catch (LockException e) {
      throw InstallException.refused(e.getMessage() + ".");
    }
  }

  private interface Change<T> {
    T make() throws IOException;
  }
}
