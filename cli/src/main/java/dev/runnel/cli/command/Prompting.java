package dev.runnel.cli.command;

import dev.runnel.api.Message;
import dev.runnel.cli.input.Attachment;
import dev.runnel.cli.input.Attachments;
import dev.runnel.cli.input.InputText;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.Prompt;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.schema.AnswerSchema;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what is said of what was typed, piped, attached and kept in a template. */
final class Prompting {
  private static final String STANDARD_INPUT = "-";

  private final PromptOptions options;
  private final Optional<Template> template;
  private final Shell shell;

  /** Reads the template, if one was named. */
  Prompting(PromptOptions options, Shell shell) {
    this.options = options;
    this.shell = shell;
    template = options.template(shell);
  }

  /** What the command line does not say is as the template says. */
  void complete(TargetOptions target, RequestOptions settings) {
    if (template.isEmpty()) {
      return;
    }
    if (target.model == null && target.provider == null) {
      target.model = template.get().model().orElse(null);
    }
    if (settings.temperature == null && template.get().temperature().isPresent()) {
      settings.temperature = template.get().temperature().getAsDouble();
    }
    if (settings.maxTokens == null && template.get().maxTokens().isPresent()) {
      settings.maxTokens = template.get().maxTokens().getAsInt();
    }
  }

  /**
   * What of the answer is shown.
   *
   * @param json whether every event is, and so more than a code block
   */
  AnswerShape shape(boolean json) {
    Optional<String> schema =
        Optional.ofNullable(options.schema).or(() -> template.flatMap(Template::schema));
    boolean extract = options.extract || (!json && template.map(Template::extract).orElse(false));
    return new AnswerShape(schema.map(AnswerSchema::of), extract);
  }

  /**
   * What is said now: the system message, the conversation that was given, the prompt and what goes
   * with it.
   *
   * @param system in the template's stead, or null
   * @param messages where a conversation comes from, or null
   */
  List<Message> said(List<String> words, @Nullable String system, @Nullable String messages) {
    boolean conversationPiped = STANDARD_INPUT.equals(messages);
    boolean filePiped = Attachments.takeStandardInput(options.attachments);
    String read = filePiped ? "" : InputText.ofStandardInput(shell);
    String input = Prompt.of(words, conversationPiped ? "" : read);
    Optional<Template.Filled> filled = template.map(found -> options.fill(found, input));
    String prompt = filled.map(Template.Filled::prompt).orElse(input);

    List<Message> said = new ArrayList<>();
    Optional.ofNullable(system)
        .or(() -> filled.flatMap(Template.Filled::system))
        .ifPresent(text -> said.add(Message.system(text)));
    List<Message> written = written(messages, read);
    said.addAll(written);
    if (!prompt.isEmpty()) {
      Attachments attachments = new Attachments(shell);
      List<Attachment> files = options.attachments.stream().map(attachments::read).toList();
      said.add(Attachment.message(files, prompt));
    } else if (!options.attachments.isEmpty()) {
      throw new UsageException(
          "There is no prompt: say what to do with what is attached, as in `runnel chat -a"
              + " photo.png \"What is this?\"`.");
    } else if (written.isEmpty()) {
      throw new UsageException(
          "There is no prompt: write one, as in `runnel chat \"Hello\"`, pipe one in, or give a"
              + " conversation with --messages FILE.");
    }
    return said;
  }

  private static List<Message> written(@Nullable String messages, String read) {
    if (messages == null) {
      return List.of();
    }
    return messages.equals(STANDARD_INPUT)
        ? MessagesFile.parse(read, "standard input")
        : MessagesFile.read(messages);
  }
}
