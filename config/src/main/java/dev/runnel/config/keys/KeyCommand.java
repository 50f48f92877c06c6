package dev.runnel.config.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Secret;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that gives a key, such as {@code pass show openai}. It is run by the user's shell when
 * the key is first needed, and once; the first line that it prints is the key. What it says on
 * standard error reaches the user, since it may be a question; its output never does.
 *
 * <p>Safe to use from any thread; those that need the key wait for it.
 */
public final class KeyCommand implements Supplier<Secret> {
  /** Long enough to type a password, or to find one's glasses. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private final String endpoint;
  private final String command;
  private final Duration patience;
  private @Nullable Secret key;

  /**
   * A command that has not been run.
   *
   * @param endpoint whose key it gives, for messages
   * @param command as a shell takes it
   */
  public KeyCommand(String endpoint, String command) {
    this(endpoint, command, PATIENCE);
  }

  KeyCommand(String endpoint, String command, Duration patience) {
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.command = requireNonNull(command, "command is null");
    this.patience = requireNonNull(patience, "patience is null");
  }

  /**
   * The key.
   *
   * @throws ChatException of kind {@link ErrorKind#AUTHENTICATION} when the command fails, gives
   *     nothing or does not end; it is run again the next time
   */
  @Override
  public synchronized Secret get() {
    Secret known = key;
    if (known == null) {
      known = run();
      key = known;
    }
    return known;
  }

  private Secret run() {
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("did not end within " + patience.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failed("ended with " + process.exitValue());
      }
      @Nullable String line = out.readLine();
      if (line == null || line.isBlank()) {
        throw failed("gave no key in the first line of its output");
      }
      return Secret.of(line.strip());
    } catch (IOException e) {
      throw failed("could not be heard");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for, since its thread was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() {
    List<String> line =
        WINDOWS ? List.of("cmd.exe", "/d", "/c", command) : List.of("/bin/sh", "-c", command);
    try {
      return new ProcessBuilder(line)
          // What the user pipes in is his question, not an answer to the command.
          .redirectInput(new File(WINDOWS ? "NUL" : "/dev/null"))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw failed("could not be started");
    }
  }

  private ChatException failed(String how) {
    return ChatException.builder(
            ErrorKind.AUTHENTICATION, "The command that gives the key, `" + command + "`, " + how)
        .endpoint(endpoint)
        .nextStep("Run it by itself to see what is wrong")
        .build();
  }

  /** Shows the command and no key. */
  @Override
  public String toString() {
    return "KeyCommand[" + command + "]";
  }
}
