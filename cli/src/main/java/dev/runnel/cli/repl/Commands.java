package dev.runnel.cli.repl;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.cli.input.Attachment;
import dev.runnel.cli.input.Attachments;
import dev.runnel.cli.input.MessagesFile;
import dev.runnel.cli.input.MessagesWriter;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.NearName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be typed beside questions. Each says what it did. */
final class Commands {
  private static final String OVERWRITE = "--overwrite ";

  private final Repl repl;
  private final LineEditor editor;
  private final Shell shell;
  private final Notes notes;
  private final Set<String> ownFiles = new HashSet<>();

  Commands(Repl repl, LineEditor editor, Shell shell, Notes notes) {
    this.repl = repl;
    this.editor = editor;
    this.shell = shell;
    this.notes = notes;
  }

  /**
   * Does what was typed.
   *
   * @return whether the conversation goes on
   * @throws UsageException when it cannot be done
   */
  boolean run(Typed.Command typed) {
    CommandName name = CommandName.of(typed.name()).orElseThrow(() -> unknown(typed.name()));
    String argument = typed.argument();
    if (name.needsArgument() && argument.isEmpty()) {
      throw new UsageException("Write " + name.typed() + " " + name.argument() + ".");
    }
    if (!name.takesArgument() && !argument.isEmpty()) {
      throw new UsageException(
          name.typed() + " takes nothing behind it. A text may begin with a blank and a slash.");
    }
    switch (name) {
      case MODEL -> model(argument);
      case PROVIDER -> provider(argument);
      case SYSTEM -> system(argument);
      case RETRY -> askAgain(lastQuestion());
      case EDIT -> edit();
      case ATTACH -> attach(argument);
      case SAVE -> save(argument);
      case LOAD -> load(argument);
      case CLEAR -> clear();
      case HELP -> help();
      case QUIT -> {
        return false;
      }
    }
    return true;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "There is no command "
            + name
            + NearName.of(name, CommandName.allTyped())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; /help lists them. To ask a text like this, put a blank before it."));
  }

  private void model(String name) {
    if (name.isEmpty()) {
      notes.say(repl.answerer().whoAnswers(repl.to()));
      return;
    }
    int slash = name.indexOf('/');
    String prefix = slash < 0 ? "" : name.substring(0, slash);
    boolean endpointNamed =
        repl.answerer().endpoints().stream().map(Endpoint::id).anyMatch(prefix::equals);
    switchTo(
        endpointNamed
            ? new Addressee(Optional.of(prefix), Optional.of(name.substring(slash + 1)))
            : new Addressee(repl.to().endpoint(), Optional.of(name)));
  }

  private void provider(String endpoint) {
    if (!endpoint.isEmpty()) {
      switchTo(new Addressee(Optional.of(endpoint), Optional.empty()));
      return;
    }
    for (Endpoint one : repl.answerer().endpoints()) {
      if (one.missing().isEmpty() && one.takesPartUnnamed()) {
        String unofficial = one.official() ? "" : " (unofficial)";
        notes.say(String.format("  %-20s %s", one.id(), one.displayName() + unofficial));
      }
    }
  }

  private void switchTo(Addressee other) {
    try {
      String who = repl.answerer().whoAnswers(other);
      repl.to(other);
      notes.note("From now on, " + who + " is asked.");
    } catch (RuntimeException e) {
      repl.answerer().explain(e);
    }
  }

  private void system(String text) {
    if (text.isEmpty()) {
      notes.say(repl.talk().system().orElse("Nothing is said of how the model is to behave."));
      return;
    }
    boolean none = text.equals("-");
    repl.talk().system(none ? Optional.empty() : Optional.of(text));
    notes.note(none ? "The system message is gone." : "The system message is set.");
  }

  private Message lastQuestion() {
    return repl.talk()
        .lastQuestion()
        .orElseThrow(() -> new UsageException("There is no question yet."));
  }

  /** What was said stays where nothing comes of it. */
  private void askAgain(Message question) {
    List<Message> before = repl.talk().takeBack();
    if (!repl.ask(question, editor::width)) {
      repl.talk().restore(before);
    }
  }

  private void edit() {
    Optional<Message> last = repl.talk().lastQuestion();
    String text = last.map(Commands::lastText).orElse("");
    String edited = editor.edit(text);
    if (edited.isBlank()) {
      notes.note("Nothing was written, and nothing asked.");
      return;
    }
    notes.say(edited);
    Message question = last.map(one -> Talk.reworded(one, edited)).orElse(Message.user(edited));
    askAgain(question);
  }

  private static String lastText(Message question) {
    List<ContentPart> parts = question.parts();
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof ContentPart.Text text) {
        return text.text();
      }
    }
    return "";
  }

  private void attach(String source) {
    if (source.equals("-")) {
      throw new UsageException("Standard input is what you type; attach a file or an address.");
    }
    Attachment attachment = new Attachments(shell).read(source);
    repl.attached().add(attachment);
    notes.note(attachment.describe() + " goes with the next question.");
  }

  private void save(String argument) {
    boolean overwrite = argument.startsWith(OVERWRITE);
    String file = overwrite ? argument.substring(OVERWRITE.length()).strip() : argument;
    List<Message> messages = repl.talk().messages();
    if (repl.talk().size() == 0) {
      throw new UsageException("There is nothing to save yet.");
    }
    MessagesWriter.write(file, messages, overwrite || ownFiles.contains(file));
    ownFiles.add(file);
    notes.note(count(messages.size()) + " written to " + file + ".");
  }

  private void load(String file) {
    List<Message> messages = MessagesFile.read(file);
    repl.talk().replace(messages);
    ownFiles.add(file);
    repl.answerer().beginAnew();
    notes.note(
        count(messages.size()) + " read from " + file + "; the conversation goes on from there.");
  }

  static String count(int messages) {
    return messages == 1 ? "1 message" : messages + " messages";
  }

  private void clear() {
    repl.talk().clear();
    repl.attached().clear();
    repl.answerer().beginAnew();
    notes.note("A new conversation.");
  }

  private void help() {
    for (CommandName command : CommandName.values()) {
      notes.say(command.help());
    }
    notes.blank();
    notes.say(
        """
        A line that ends with a backslash goes on in the next; so does everything
        between two lines of \"\"\"; what is pasted stays one question. A text that begins
        with a slash: put a blank before it. Tab completes, the up arrow brings back
        earlier lines, Ctrl-R searches them, Ctrl-X Ctrl-E opens the editor. Ctrl-C
        stops an answer or clears the line.""");
  }
}
