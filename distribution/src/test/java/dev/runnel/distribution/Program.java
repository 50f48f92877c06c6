package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command to run as a process of its own, with nothing of this process's environment that
 * matters.
 */
public final class Program {
  private static final List<String> OURS =
      List.of(
          "JAVA_HOME",
          "JDK_JAVA_OPTIONS",
          "JAVA_TOOL_OPTIONS",
          "NO_COLOR",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "all_proxy",
          "no_proxy");

  // Whoever builds this may have keys, and options of endpoints, in his environment.
  private static final Pattern OF_ENDPOINTS =
      Pattern.compile(
          "RUNNEL_.*|.*_API_KEY|.*_API_TOKEN|(OLLAMA|OPENAI|ANTHROPIC|GEMINI|GOOGLE)_.*");

  // A build in a shell's background ignores SIGINT, and so would what it starts.
  private static final List<String> INTERRUPTIBLE =
      works("env", "--default-signal=INT", "true")
          ? List.of("env", "--default-signal=INT")
          : List.of();

  /** Where the programs find nobody's files, and leave what they write. */
  private static final Path NOBODYS_HOME = emptyFolder();

  private final List<String> command;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path folder = Path.of("").toAbsolutePath();
  private String input = "";

  private Program(List<String> command) {
    this.command = command;
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("RUNNEL_JAVA_OPTS", ClassArchive.options());
    // A service that really runs on this machine is not to answer tests.
    environment.put("OLLAMA_HOST", ClosedPort.origin());
    // Whoever builds this may have settings, keys and conversations of his own.
    environment.put("HOME", NOBODYS_HOME.toString());
    environment.put("XDG_CONFIG_HOME", NOBODYS_HOME.resolve("config").toString());
    environment.put("XDG_DATA_HOME", NOBODYS_HOME.resolve("data").toString());
  }

  private static Path emptyFolder() {
    try {
      Path folder = Files.createTempDirectory("runnel-home");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAll(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Program of(Object... command) {
    return new Program(Arrays.stream(command).map(Object::toString).toList());
  }

  /** The JVM that runs this test. */
  public static Program java(Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return new Program(command);
  }

  /** The assembled distribution's {@code runnel}. */
  static Program runnel(Object... arguments) {
    List<String> command = new ArrayList<>(INTERRUPTIBLE);
    command.add(distribution().resolve("bin").resolve("runnel").toString());
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return new Program(command);
  }

  /** The same program behind shell redirections, such as {@code <&-}. */
  Program redirected(String redirections) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" " + redirections));
    shell.addAll(command);
    return like(shell);
  }

  /** The assembled distribution's folder. */
  public static Path distribution() {
    return Path.of(System.getProperty("runnel.distribution"));
  }

  /** The same program with further arguments. */
  Program and(Object... arguments) {
    List<String> longer = new ArrayList<>(command);
    Arrays.stream(arguments).map(Object::toString).forEach(longer::add);
    return like(longer);
  }

  private Program like(List<String> otherCommand) {
    Program other = new Program(otherCommand);
    other.environment.putAll(environment);
    return other.in(folder).input(input);
  }

  public Program in(Path newFolder) {
    folder = newFolder;
    return this;
  }

  public Program with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  public Program without(String variable) {
    environment.remove(variable);
    return this;
  }

  public Program input(String text) {
    input = text;
    return this;
  }

  Process start(File out, File err) throws IOException {
    return fed(builder().redirectOutput(out).redirectError(err).start());
  }

  /** Starts it in front of pipes that the test reads while it runs. */
  Live live() throws IOException {
    return new Live(fed(builder().start()));
  }

  /** Starts it at a terminal of its own; skips the test where there can be none. */
  Person atTerminal(int columns, int rows) {
    Map<String, String> variables = new LinkedHashMap<>(builder().environment());
    variables.put("TERM", environment.getOrDefault("TERM", "xterm-256color"));
    variables.remove("COLUMNS");
    return Person.at(command, variables, folder, columns, rows);
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    OURS.forEach(builder.environment()::remove);
    builder.environment().keySet().removeIf(name -> OF_ENDPOINTS.matcher(name).matches());
    builder.environment().putAll(environment);
    return builder;
  }

  private Process fed(Process process) throws IOException {
    try (var stdin = process.outputWriter(UTF_8)) {
      stdin.write(input);
    }
    return process;
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public Result run() {
    try {
      Path out = Files.createTempFile("runnel", ".out");
      Path err = Files.createTempFile("runnel", ".err");
      try {
        Process process = start(out.toFile(), err.toFile());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("still running after a minute: " + command);
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    }
  }

  public record Result(int exit, String out, String err) {}
}
