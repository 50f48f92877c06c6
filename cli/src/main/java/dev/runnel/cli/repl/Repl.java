package dev.runnel.cli.repl;

import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.cli.input.Attachment;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;

/**
 * A conversation at the process's terminal. What begins with a slash and a word is a command;
 * everything else is asked.
 */
public final class Repl {
  private final Answerer answerer;
  private final Function<IntSupplier, AnswerRenderer> renderers;
  private final Shell shell;
  private final Notes notes;
  private final Talk talk;
  private final List<Attachment> attached = new ArrayList<>();
  private Addressee to;

  /**
   * @param renderers shows one answer on a terminal of so many columns
   * @param earlier what was said before; may begin with how the model is to behave
   */
  public Repl(
      Shell shell,
      Answerer answerer,
      Function<IntSupplier, AnswerRenderer> renderers,
      Addressee to,
      List<Message> earlier) {
    this.shell = shell;
    this.answerer = answerer;
    this.renderers = renderers;
    this.to = to;
    notes = new Notes(shell);
    talk = new Talk(earlier);
  }

  /**
   * Goes on until its user leaves.
   *
   * @param history where typed lines are kept; exists; empty: they are not
   * @return the exit code
   * @throws RuntimeException when nobody could answer, before anything is read
   */
  public int run(Optional<Path> history) {
    String who = answerer.whoAnswers(to);
    ExternalEditor external = new ExternalEditor(shell.environment());
    CommandCompleter completer = new CommandCompleter(answerer::endpoints, this::endpoint);
    try (LineEditor editor = LineEditor.open(completer, history, external, shell.interruption())) {
      notes.note(who + " · /help for help, Ctrl-D to leave");
      if (talk.size() > 0) {
        notes.note("The conversation goes on after " + Commands.count(talk.size()) + ".");
      }
      Commands commands = new Commands(this, editor, shell, notes);
      boolean more = true;
      while (more) {
        more = next(editor, commands);
      }
    }
    return ExitCode.OK;
  }

  private boolean next(LineEditor editor, Commands commands) {
    try {
      String input = editor.read(notes.prompt());
      if (input.isBlank()) {
        return true;
      }
      Optional<Typed.Command> command = Typed.command(input);
      if (command.isPresent()) {
        return commands.run(command.get());
      }
      ask(Typed.text(input), editor::width);
    } catch (UserInterruptException e) {
      if (e.getPartialLine().isEmpty()) {
        notes.note("Ctrl-D or /quit leaves.");
      }
    } catch (EndOfFileException e) {
      return false;
    } catch (UsageException e) {
      notes.error(String.valueOf(e.getMessage()));
    }
    return true;
  }

  private void ask(String text, IntSupplier width) {
    Message question = Attachment.message(attached, text);
    attached.clear();
    ask(question, width);
  }

  /** Asks, and makes question and answer a part of the conversation. */
  boolean ask(Message question, IntSupplier width) {
    Timing shown = new Timing(renderers.apply(width), System::nanoTime);
    Optional<Reply> reply = answerer.ask(talk.with(question), to, shown);
    List<Message> answer = reply.map(Reply::messages).orElse(List.of());
    if (answer.isEmpty()) {
      talk.keep(question);
    } else {
      talk.add(question, answer);
    }
    reply
        .map(Reply::outcome)
        .filter(outcome -> !(outcome instanceof Outcome.Failed))
        .ifPresent(outcome -> notes.note(StatusLine.of(outcome, shown.pace())));
    notes.blank();
    return !answer.isEmpty();
  }

  Talk talk() {
    return talk;
  }

  List<Attachment> attached() {
    return attached;
  }

  Answerer answerer() {
    return answerer;
  }

  Addressee to() {
    return to;
  }

  void to(Addressee other) {
    to = other;
  }

  private Optional<String> endpoint() {
    return to.endpoint();
  }
}
