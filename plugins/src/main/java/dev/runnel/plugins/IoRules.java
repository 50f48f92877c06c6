package dev.runnel.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/**
 * That a plugin touches no socket, and no file but its own, before it is asked something: every
 * command would wait for it. What is not seen is a connection that neither fails nor carries a
 * byte.
 */
final class IoRules {
  private static final String NONE =
      "it touches no socket and no file but its own before it is asked something";

  private static final Set<String> REFUSED =
      Set.of(
          "java.net.ConnectException",
          "java.net.NoRouteToHostException",
          "java.net.SocketTimeoutException",
          "java.net.UnknownHostException",
          "java.nio.channels.UnresolvedAddressException");

  private final String loader;
  private final Set<Path> itsOwn;
  private final Set<Long> threads = new HashSet<>();

  private IoRules(Plugin plugin) {
    loader = PluginClassLoader.nameOf(plugin);
    itsOwn = new HashSet<>(plugin.entries());
    itsOwn.addAll(ofTheJdk());
  }

  /** What they say of what a plugin did, as it was seen. */
  static List<Finding> of(Plugin plugin, List<RecordedEvent> events) {
    IoRules rules = new IoRules(plugin);
    events.forEach(rules::noteThread);
    List<Finding> findings = new ArrayList<>();
    rules
        .first(events, rules::isSocket)
        .map(where -> "it opens connections before it is asked something: " + where)
        .map(Finding::problem)
        .ifPresent(findings::add);
    rules
        .first(events, rules::isFile)
        .map(where -> "it touches files before it is asked something: " + where)
        .map(Finding::advice)
        .ifPresent(findings::add);
    return findings.isEmpty() ? List.of(Finding.ok(NONE)) : findings;
  }

  private void noteThread(RecordedEvent event) {
    if (event.getEventType().getName().equals(IoWatch.STARTED)
        && (caller(event).isPresent() || isIts(event.getThread("parentThread")))) {
      threads.add(event.getThread("thread").getJavaThreadId());
    }
  }

  private boolean isIts(@Nullable RecordedThread thread) {
    return thread != null && threads.contains(thread.getJavaThreadId());
  }

  private Optional<String> first(List<RecordedEvent> events, Predicate<RecordedEvent> which) {
    return events.stream()
        .filter(which)
        .findFirst()
        .map(event -> what(event) + caller(event).map(IoRules::in).orElse(""));
  }

  private boolean isSocket(RecordedEvent event) {
    String type = event.getEventType().getName();
    boolean socket =
        IoWatch.SOCKETS.contains(type)
            || (type.equals(IoWatch.EXCEPTIONS)
                && REFUSED.contains(event.getClass("thrownClass").getName()));
    return socket && (caller(event).isPresent() || isIts(event.getThread()));
  }

  private boolean isFile(RecordedEvent event) {
    @Nullable String path =
        IoWatch.FILES.contains(event.getEventType().getName()) ? event.getString("path") : null;
    return path != null // or what has none: standard output, say
        && !path.startsWith("/dev/")
        && itsOwn.stream().noneMatch(Path.of(path)::startsWith)
        && caller(event).isPresent()
        && !isForAClass(event);
  }

  private static String what(RecordedEvent event) {
    if (event.hasField("path")) {
      return event.getString("path");
    }
    if (event.hasField("thrownClass")) {
      return event.getClass("thrownClass").getName() + ": " + event.getString("message");
    }
    @Nullable String host = event.getString("host");
    return (host == null || host.isEmpty() ? event.getString("address") : host)
        + ":"
        + event.getInt("port");
  }

  private static String in(RecordedFrame frame) {
    RecordedMethod method = frame.getMethod();
    return ", in "
        + method.getType().getName()
        + "."
        + method.getName()
        + ", line "
        + frame.getLineNumber();
  }

  /** The plugin's code that did it. */
  private Optional<RecordedFrame> caller(RecordedEvent event) {
    return frames(event).filter(this::isPlugins).findFirst();
  }

  private boolean isPlugins(RecordedFrame frame) {
    @Nullable RecordedClassLoader its = frame.getMethod().getType().getClassLoader();
    return its != null && loader.equals(its.getName());
  }

  /** Whether a class loader reads it, a folder or another jar of the program's say. */
  private boolean isForAClass(RecordedEvent event) {
    return frames(event)
        .takeWhile(frame -> !isPlugins(frame))
        .map(frame -> frame.getMethod().getType().getName())
        .anyMatch(
            name ->
                name.equals("java.lang.ClassLoader") || name.startsWith("jdk.internal.loader."));
  }

  private static Stream<RecordedFrame> frames(RecordedEvent event) {
    @Nullable RecordedStackTrace stack = event.getStackTrace();
    return stack == null
        ? Stream.empty()
        : stack.getFrames().stream().filter(RecordedFrame::isJavaFrame);
  }

  /** Its home, and where the files in it that are links lead, as on Debian. */
  private static Set<Path> ofTheJdk() {
    Path home = Path.of(System.getProperty("java.home"));
    Set<Path> places = new HashSet<>(Set.of(home));
    try (Stream<Path> files = Files.walk(home.resolve("conf"))) {
      for (Path file : files.toList()) {
        places.add(file.toRealPath());
      }
      places.add(home.toRealPath());
    } catch (IOException e) {
      return places; // those that can be read
    }
    return places;
  }
}
