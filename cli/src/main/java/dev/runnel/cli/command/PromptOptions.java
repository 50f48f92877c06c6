package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes with a prompt, what it is made of, and what of the answer is wanted. */
final class PromptOptions {
  @Option(
      names = {"-a", "--attach"},
      paramLabel = "FILE|URL|-",
      description =
          "Send a text or an image (PNG, JPEG, GIF, WebP) along; -: standard input. Repeatable.")
  List<String> attachments = new ArrayList<>();

  @Option(
      names = {"-T", "--template"},
      paramLabel = "NAME|FILE",
      description = "Start from a template; what else is said here wins. See `runnel template`.")
  @Nullable String template;

  @Option(
      names = {"-P", "--param"},
      paramLabel = "KEY=VALUE",
      description = "The value of a template's variable. Repeatable.")
  List<String> parameters = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      description =
          "Answer in JSON that follows a schema: a file, JSON, or \"name, age int, bio: one"
              + " sentence\".")
  @Nullable String schema;

  @Option(
      names = {"-x", "--extract"},
      description = "Print only what is in the answer's first code block.")
  boolean extract;

  /** Whether one answer is meant, and no conversation. */
  boolean forOneAnswer() {
    return template != null || schema != null || extract || !attachments.isEmpty();
  }

  /**
   * Refuses what contradicts itself.
   *
   * @param messages where a conversation comes from, if from anywhere
   */
  void check(boolean json, @Nullable String messages) {
    if (extract && json) {
      throw new UsageException(
          "-x prints a code block alone, and --json every event; leave one of them out.");
    }
    if (!parameters.isEmpty() && template == null) {
      throw new UsageException("-P is for -T NAME, which is missing.");
    }
    long piped = attachments.stream().filter("-"::equals).count();
    if (piped + ("-".equals(messages) ? 1 : 0) > 1) {
      throw new UsageException("Standard input can be read once only; leave one `-` out.");
    }
  }

  /** The template that was named, if one was. */
  Optional<Template> template(Shell shell) {
    if (template == null) {
      return Optional.empty();
    }
    return Optional.of(TemplateFolder.of(shell).read(template));
  }

  /** A template's texts with what was typed and piped, and the values that were given. */
  Template.Filled fill(Template found, String input) {
    return found.fill(String.valueOf(template), values(parameters), input);
  }

  /** The values of variables; the last wins. */
  static Map<String, String> values(List<String> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-P is KEY=VALUE, not '" + parameter + "'.");
      }
      values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return values;
  }
}
