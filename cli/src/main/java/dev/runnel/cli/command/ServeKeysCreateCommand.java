package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.keys.CallerKeys;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel serve keys create}: a key for somebody. */
@Command(
    name = "create",
    sortOptions = false,
    description = {
      "Make a key and print it, once: it is kept nowhere, but what tells it from others is. A"
          + " gateway that runs knows it within a second."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel serve keys create alice",
      "  runnel serve keys create ci --models 'gpt-*,groq/*' --expires 30d",
      "  runnel serve keys create bob --requests-per-minute 60 --concurrency 4"
    })
final class ServeKeysCreateCommand extends ShellCommand {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,5})([dhm])");

  @Parameters(paramLabel = "NAME", description = "Whose key it is; the access log says it.")
  String name = "";

  @Option(
      names = "--models",
      paramLabel = "GLOB",
      split = ",",
      description =
          "Only these: MODEL or ENDPOINT/MODEL, * for any text. Repeatable, or with commas.")
  List<String> models = new ArrayList<>();

  @Option(
      names = "--requests-per-minute",
      paramLabel = "N",
      description = "At most so many requests in any minute.")
  @Nullable Integer requests;

  @Option(
      names = "--tokens-per-minute",
      paramLabel = "N",
      description = "At most so many tokens in any minute, questions and answers together.")
  @Nullable Integer tokens;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "At most so many requests at a time.")
  @Nullable Integer concurrency;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "Until then: 90d, 12h, 30m, or a day such as 2030-01-31, in UTC.")
  @Nullable String expires;

  ServeKeysCreateCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    if (!CallerKey.isName(name)) {
      throw new UsageException(
          "A name is at most 64 letters, digits, dots, hyphens, underscores and @, not '"
              + name
              + "'.");
    }
    CallerKey.Limits limits =
        new CallerKey.Limits(
            atLeastOne("--requests-per-minute", requests),
            atLeastOne("--tokens-per-minute", tokens),
            atLeastOne("--concurrency", concurrency));
    CallerKey.Made made = CallerKeys.make(name, models, limits, now, end(now));
    CallerKeyFile file = ServeKeysCommand.file(shell);
    try {
      if (!file.add(made.kept(), now)) {
        throw new UsageException(
            "There is a key '"
                + name
                + "' already; revoke it first, with `runnel serve keys revoke "
                + name
                + "`, or take another name.");
      }
    } catch (IOException e) {
      throw ServeKeysCommand.unwritten(file, e);
    }
    shell.out().line(made.secret().reveal());
    shell
        .err()
        .tell(
            "This is the key of '" + name + "', shown this once. From now on everybody needs one.");
    return ExitCode.OK;
  }

  private static OptionalInt atLeastOne(String option, @Nullable Integer count) {
    if (count == null) {
      return OptionalInt.empty();
    }
    if (count < 1) {
      throw new UsageException(option + " is 1 or more, not " + count + ".");
    }
    return OptionalInt.of(count);
  }

  private Optional<Instant> end(Instant now) {
    if (expires == null) {
      return Optional.empty();
    }
    Instant end = parsed(expires, now);
    if (!end.isAfter(now)) {
      throw new UsageException("--expires is in the future, not " + expires + ".");
    }
    return Optional.of(end);
  }

  private static Instant parsed(String text, Instant now) {
    Matcher amount = AMOUNT.matcher(text);
    try {
      if (amount.matches()) {
        ChronoUnit unit =
            switch (amount.group(2)) {
              case "d" -> ChronoUnit.DAYS;
              case "h" -> ChronoUnit.HOURS;
              default -> ChronoUnit.MINUTES;
            };
        return now.plus(Long.parseLong(amount.group(1)), unit);
      }
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new UsageException(
          "--expires takes 90d, 12h, 30m, or a day such as 2030-01-31, not '" + text + "'.", e);
    }
  }
}
