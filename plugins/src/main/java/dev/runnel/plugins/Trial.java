package dev.runnel.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs what may never come back, for as long as one would wait. */
final class Trial {
  private Trial() {}

  /**
   * Runs it on a thread of its own, which is interrupted when the time is over, and left alone.
   *
   * @throws HangsException when the time is over
   */
  static <T> T of(Duration most, Plugin plugin, Callable<T> code) throws HangsException {
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, "runnel-verify");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String where = where(thread, plugin);
      thread.interrupt();
      throw new HangsException(
          "it does not come back within " + most.toSeconds() + " s from being loaded" + where);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new HangsException("it was not waited for");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause()); // not the plugin's: what it throws is caught
    }
  }

  private static String where(Thread thread, Plugin plugin) {
    return Stream.of(thread.getStackTrace())
        .filter(frame -> PluginClassLoader.nameOf(plugin).equals(frame.getClassLoaderName()))
        .findFirst()
        .map(
            frame ->
                ": it is in "
                    + frame.getClassName()
                    + "."
                    + frame.getMethodName()
                    + ", line "
                    + frame.getLineNumber())
        .orElse("");
  }

  /** It did not come back in time; the message says where it is. */
  static final class HangsException extends Exception {
    private static final long serialVersionUID = 1L;

    HangsException(String message) {
      super(message);
    }
  }
}
