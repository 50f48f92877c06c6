package dev.runnel.plugins.install;

import dev.runnel.plugins.install.Candidate.ResolvedJar;
import dev.runnel.plugins.lock.LockFile;
import dev.runnel.plugins.lock.LockedJar;
import dev.runnel.plugins.lock.LockedPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of what is installed in a folder. Nothing counts but what the lock file names, and that
 * is replaced in one step: whoever looks, and whenever this is killed, there is the old state or
 * the new one. What is left over lies where nobody looks until {@link #sweep} takes it away.
 */
final class PluginStore {
  private static final String STAGING = "staging-";

  private final Path folder;
  private final Path store;
  private final Steps steps;

  PluginStore(Path folder, Steps steps) {
    this.folder = folder;
    this.store = folder.resolve(LockFile.STORE);
    this.steps = steps;
  }

  /** Keeps others from changing it; makes the folder where there is none. */
  StoreLock lock() throws IOException {
    Files.createDirectories(store);
    return StoreLock.take(store.resolve(".lock"));
  }

  LockFile read() {
    return LockFile.of(folder);
  }

  /** Copies jars to where nobody looks for them; in their order. */
  Staged stage(List<ResolvedJar> jars) throws IOException {
    steps.before("make a folder to stage in");
    Path staging = Files.createTempDirectory(store, STAGING);
    Set<String> names = new HashSet<>();
    List<Path> staged = new ArrayList<>();
    for (ResolvedJar jar : jars) {
      String name = FileName.plain(jar.file().getFileName().toString());
      if (!names.add(name)) { // two groups have an artifact of this name
        name = jar.coordinate().map(it -> it.group() + ".").orElse("another-") + name;
        names.add(name);
      }
      steps.before("copy " + name);
      Path copy = staging.resolve(name);
      // Not Files.copy, which keeps it read-only where the original is.
      try (InputStream original = Files.newInputStream(jar.file());
          OutputStream out = Files.newOutputStream(copy)) {
        original.transferTo(out);
      }
      force(copy);
      staged.add(copy);
    }
    forceFolder(staging);
    return new Staged(staging, staged);
  }

  /**
   * What a plugin will be in the lock file, in a folder that is named after it and its contents.
   *
   * @param title its name and version
   */
  List<LockedJar> locked(Staged staged, String title) throws IOException {
    List<String> sums = new ArrayList<>();
    for (Path jar : staged.jars()) {
      sums.add(Checksums.of(jar));
    }
    String all =
        staged.jars().stream()
            .map(it -> it.getFileName().toString())
            .collect(Collectors.joining(","));
    String mark = Checksums.of(String.join(",", sums) + all).substring(0, 8);
    String place = LockFile.STORE + "/" + title.replace(' ', '-') + "-" + mark + "/";
    List<LockedJar> jars = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      jars.add(new LockedJar(sums.get(i), place + staged.jars().get(i).getFileName()));
    }
    return jars;
  }

  /** Puts what was staged where the lock file will say that it is. */
  void place(Staged staged, LockedPlugin plugin) throws IOException {
    Path target = plugin.in(folder);
    if (!Files.exists(target)) {
      steps.before("move the staged folder to its place");
      Files.move(staged.folder(), target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    // There already, perhaps damaged: each of its files is as it is in the name of the folder.
    List<Path> files = plugin.files(folder);
    for (int i = 0; i < files.size(); i++) {
      steps.before("move a staged file to its place");
      replace(staged.jars().get(i), files.get(i));
    }
  }

  /** Takes away what was staged and not placed. */
  void discard(Staged staged) {
    steps.before("take away what was staged");
    deleteIfPossible(staged.folder());
  }

  /** Makes this what counts, in one step. */
  void commit(LockFile lock) throws IOException {
    steps.before("write the new lock file");
    Path next = store.resolve(LockFile.NAME + ".new");
    Files.writeString(next, lock.text());
    force(next);
    forceFolder(store); // what the lock file names is there before it is named
    steps.before("rename the new lock file");
    replace(next, folder.resolve(LockFile.NAME));
    steps.before("write the folder to disk");
    forceFolder(folder);
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes away what the lock file does not name, as far as that can be done. */
  void sweep() throws IOException {
    Set<String> named =
        read().plugins().stream().map(LockedPlugin::storeName).collect(Collectors.toSet());
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(store, it -> !isKept(it, named))) {
      all.forEach(left::add);
    }
    for (Path one : left) {
      steps.before("sweep " + one.getFileName());
      deleteIfPossible(one);
    }
  }

  /** On some systems not while a program has it open; the next sweep takes it then. */
  private static void deleteIfPossible(Path root) {
    try {
      delete(root);
    } catch (IOException e) {
      return;
    }
  }

  private static boolean isKept(Path entry, Set<String> named) {
    String name = entry.getFileName().toString();
    return name.equals(".lock") || named.contains(name);
  }

  private static void delete(Path root) throws IOException {
    List<Path> all;
    try (Stream<Path> below = Files.walk(root)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // a system that does not know this for folders
    }
  }
}
