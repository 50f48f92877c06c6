package dev.runnel.config.keys;

import dev.runnel.config.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that one thread of one process changes at a time. */
final class LockedFile {
  // A file lock is a process's; threads of one need another beside it.
  private static final Object LOCK = new Object();

  /** What is done under the lock. */
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }

  private LockedFile() {}

  /** Makes a change while nobody else makes one; the lock is a file beside it. */
  static void change(Path path, Change change) throws IOException {
    Path lockFile = PrivateFiles.file(path.resolveSibling(path.getFileName() + ".lock"));
    synchronized (LOCK) {
      try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid()) {
          change.run();
        }
      }
    }
  }
}
