package dev.runnel.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears what anybody logs as a warning or worse. */
final class LoudLogs extends Handler implements AutoCloseable {
  final List<String> records = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");

  LoudLogs() {
    setLevel(Level.WARNING);
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord logRecord) {
    if (isLoggable(logRecord)) {
      records.add(
          logRecord.getLoggerName() + ": " + logRecord.getMessage() + " " + logRecord.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
