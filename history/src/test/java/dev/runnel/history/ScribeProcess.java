package dev.runnel.history;

import dev.runnel.api.Message;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.sqlite.SQLiteConfig;

/** A {@link Scribe} in a JVM of its own, which starts as fast as it can. */
final class ScribeProcess {
  private static final String CLASS_PATH =
      Stream.of(
              Scribe.class,
              ConversationLog.class,
              Message.class,
              SQLiteConfig.class,
              NullMarked.class)
          .map(ScribeProcess::origin)
          .collect(Collectors.joining(File.pathSeparator));

  private final Process process;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private ScribeProcess(Process process) {
    this.process = process;
  }

  static ScribeProcess start(Path file, String name, int exchanges) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", CLASS_PATH, Scribe.class.getName(), file.toString(), name, "" + exchanges));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new ScribeProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Kills it (SIGKILL) once it has said so many bytes, and gives what it had said. */
  String killAfter(int bytes) throws Exception {
    read(bytes);
    process.destroyForcibly();
    return end();
  }

  /** Waits for its end, and gives what it said. */
  String end() throws Exception {
    read(Integer.MAX_VALUE);
    process.waitFor();
    return said.toString(StandardCharsets.UTF_8);
  }

  int exitCode() {
    return process.exitValue();
  }

  private void read(int bytes) throws IOException {
    InputStream out = process.getInputStream();
    try {
      for (int i = 0; i < bytes; i++) {
        int next = out.read();
        if (next < 0) {
          return;
        }
        said.write(next);
      }
    } catch (IOException e) {
      return; // closed by the kill
    }
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
