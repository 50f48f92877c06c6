package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.CallerKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code runnel serve keys list}: whose keys there are. */
@Command(
    name = "list",
    sortOptions = false,
    description = "List whose keys there are, what each may do, and which let nobody in any more.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel serve keys list         a line for each",
      "  runnel serve keys list --json  one JSON object a line"
    })
final class ServeKeysListCommand extends ShellCommand {
  @Option(names = "--json", description = "Print one JSON object a line for each key.")
  boolean json;

  ServeKeysListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Instant now = Instant.now();
    List<CallerKey> keys = ServeKeysCommand.file(shell).read();
    keys.forEach(key -> shell.out().line(json ? object(key, now) : text(key, now)));
    if (keys.isEmpty()) {
      shell
          .err()
          .tell(
              "There are no API keys: whoever reaches the gateway may use it. `runnel serve keys"
                  + " create NAME` makes one.");
    }
    return ExitCode.OK;
  }

  private static String state(CallerKey key, Instant now) {
    if (key.revoked().isPresent()) {
      return "revoked";
    }
    return key.isValidAt(now) ? "valid" : "expired";
  }

  private static String text(CallerKey key, Instant now) {
    List<String> parts = new ArrayList<>(List.of(key.name(), state(key, now)));
    key.revoked().ifPresent(time -> parts.add("since " + time));
    key.expires().ifPresent(time -> parts.add((key.isValidAt(now) ? "until " : "at ") + time));
    if (!key.models().isEmpty()) {
      parts.add("models " + String.join(",", key.models()));
    }
    add(parts, key.limits().requestsPerMinute(), " requests/min");
    add(parts, key.limits().tokensPerMinute(), " tokens/min");
    add(parts, key.limits().concurrency(), " at a time");
    return ControlCharacters.neutralised(String.join("  ", parts));
  }

  private static void add(List<String> parts, OptionalInt count, String what) {
    count.ifPresent(number -> parts.add(number + what));
  }

  private static String object(CallerKey key, Instant now) {
    return new JsonLine()
        .put("name", key.name())
        .put("state", state(key, now))
        .put("created", key.created().toString())
        .put("expires", key.expires().map(Instant::toString))
        .put("revoked", key.revoked().map(Instant::toString))
        .put("models", key.models())
        .put("requests_per_minute", count(key.limits().requestsPerMinute()))
        .put("tokens_per_minute", count(key.limits().tokensPerMinute()))
        .put("concurrency", count(key.limits().concurrency()))
        .toString();
  }

  private static Optional<Integer> count(OptionalInt count) {
    return count.isPresent() ? Optional.of(count.getAsInt()) : Optional.empty();
  }
}
