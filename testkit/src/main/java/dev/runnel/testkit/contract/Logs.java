package dev.runnel.testkit.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged while something runs, on every level and by everybody. */
final class Logs {
  private Logs() {}

  static synchronized String during(Runnable action) {
    StringWriter text = new StringWriter(); // several threads log at once, and it is safe for them
    SimpleFormatter formatter = new SimpleFormatter();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            text.write(formatter.formatMessage(record) + '\n');
            if (record.getThrown() != null) {
              record.getThrown().printStackTrace(new PrintWriter(text, true));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    Level before = root.getLevel();
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    try {
      action.run();
    } finally {
      root.setLevel(before);
      root.removeHandler(handler);
    }
    return text.toString();
  }
}
