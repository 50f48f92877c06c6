package dev.runnel.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.EventSettings;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Sees which sockets and files are touched, by the JDK's own flight recorder: nothing is put
 * between a plugin and the JDK, and nothing is left there afterwards.
 */
final class IoWatch implements AutoCloseable {
  static final Set<String> SOCKETS = Set.of("jdk.SocketRead", "jdk.SocketWrite");
  static final Set<String> FILES = Set.of("jdk.FileRead", "jdk.FileWrite");

  /** By these a connection is seen that is refused, or whose host has no address. */
  static final String EXCEPTIONS = "jdk.JavaExceptionThrow";

  /** What a plugin's threads do is its doing, also where none of its own code is on the stack. */
  static final String STARTED = "jdk.ThreadStart";

  private final Recording recording = new Recording();

  private IoWatch() {
    Stream.of(SOCKETS, FILES, Set.of(EXCEPTIONS, STARTED))
        .flatMap(Set::stream)
        .map(recording::enable)
        .forEach(IoWatch::all);
    recording.start();
  }

  private static void all(EventSettings events) {
    // Newer JDKs keep only some of many, unless they are told not to.
    events.withThreshold(Duration.ZERO).withStackTrace().with("throttle", "off");
  }

  /** Sees all from now on; empty: this Java has no flight recorder. */
  static Optional<IoWatch> start() {
    // Asked for before a class of the recorder is: a Java may come without that module.
    boolean possible =
        ModuleLayer.boot().findModule("jdk.jfr").isPresent() && FlightRecorder.isAvailable();
    return possible ? Optional.of(new IoWatch()) : Optional.empty();
  }

  /** What was seen, in order; ends the watch. */
  List<RecordedEvent> end() {
    try {
      Path file = Files.createTempFile("runnel-verify", ".jfr");
      try {
        recording.stop();
        recording.dump(file);
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
        events.sort(Comparator.comparing(RecordedEvent::getStartTime));
        return events;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
