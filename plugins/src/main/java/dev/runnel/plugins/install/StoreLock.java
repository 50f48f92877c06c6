package dev.runnel.plugins.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one installation at a time change a folder, among all processes. */
final class StoreLock implements AutoCloseable {
  /** The system's locks are a process's, not a thread's. */
  private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

  private final FileChannel file;
  private final FileLock lock;

  private StoreLock(FileChannel file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Waits until no other installation is under way. */
  static StoreLock take(Path path) throws IOException {
    OF_THIS_PROCESS.lock();
    try {
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new StoreLock(file, file.lock());
    } catch (IOException | RuntimeException e) {
      OF_THIS_PROCESS.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      lock.release();
    } finally {
      OF_THIS_PROCESS.unlock();
    }
  }
}
