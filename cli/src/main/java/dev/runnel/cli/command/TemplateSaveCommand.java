package dev.runnel.cli.command;

import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.Prompt;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.schema.AnswerSchema;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Template;
import dev.runnel.config.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel template save}: a template from the flags of a chat. */
@Command(
    name = "save",
    sortOptions = false,
    description = "Save a prompt with variables such as {{name}}, and how it is asked.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel template save review -s \"Be brief.\" \"Review: {{input}}\"",
      "  runnel template save german -P tone=formal \"In {{tone}} German: {{input}}\"",
      "  runnel template save dog --schema \"name, age int\" \"Invent a dog.\"",
      "  runnel template save code -m ollama/llama3.2 -x --overwrite \"{{input}}\"",
      "",
      "{{input}} is what is typed and piped to `runnel chat -T`; where a template has",
      "no place for it, it follows the prompt."
    })
final class TemplateSaveCommand extends ShellCommand {
  private static final Template NOTHING =
      new Template(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          false,
          Map.of());

  @Parameters(index = "0", paramLabel = "NAME", description = "What it is called.")
  String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "The prompt; joined with what is piped, as `runnel chat` does.")
  List<String> words = new ArrayList<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  @Nullable String description;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "The model, or ENDPOINT/MODEL.")
  @Nullable String model;

  @Mixin RequestOptions settings = new RequestOptions();

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      description = "The schema of the answer: a file, which is copied, JSON, or fields.")
  @Nullable String schema;

  @Option(
      names = {"-x", "--extract"},
      description = "Print only what is in the answer's first code block.")
  boolean extract;

  @Option(
      names = {"-P", "--param"},
      paramLabel = "KEY=VALUE",
      description = "What a variable is where no other value is given. Repeatable.")
  List<String> defaults = new ArrayList<>();

  @Option(names = "--overwrite", description = "Replace a template of this name.")
  boolean overwrite;

  TemplateSaveCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    settings.check();
    if (settings.strict) {
      throw new UsageException("--strict is said with each request, and not kept in a template.");
    }
    Templates templates = TemplateFolder.of(shell);
    if (templates.has(name) && !overwrite) {
      throw new UsageException(
          "There is a template '"
              + name
              + "' already. Replace it with --overwrite, or name another.");
    }
    Template template = template(Prompt.of(words, InputText.ofStandardInput(shell)));
    List<String> unused =
        template.defaults().keySet().stream()
            .filter(key -> !template.variables().contains(key))
            .toList();
    if (!unused.isEmpty()) {
      throw new UsageException(
          "-P "
              + unused.get(0)
              + "=…: neither the prompt nor the system message has {{"
              + unused.get(0)
              + "}}.");
    }
    templates.write(name, template);
    shell
        .err()
        .tell("saved " + templates.file(name) + "; use it with `runnel chat -T " + name + "`");
    return ExitCode.OK;
  }

  private Template template(String prompt) {
    Map<String, String> values = PromptOptions.values(defaults);
    Template template =
        new Template(
            Optional.ofNullable(description),
            Optional.of(prompt).filter(text -> !text.isEmpty()),
            Optional.ofNullable(settings.system),
            Optional.ofNullable(model),
            settings.temperature == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(settings.temperature),
            settings.maxTokens == null ? OptionalInt.empty() : OptionalInt.of(settings.maxTokens),
            Optional.ofNullable(schema).map(AnswerSchema::of).map(AnswerSchema::text),
            extract,
            values);
    if (template.equals(NOTHING)) {
      throw new UsageException(
          "There is nothing to save: give a prompt, -s, -m, --schema or another flag.");
    }
    return template;
  }
}
