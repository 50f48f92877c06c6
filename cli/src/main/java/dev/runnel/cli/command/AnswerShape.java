package dev.runnel.cli.command;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.CheckedRenderer;
import dev.runnel.cli.render.CodeBlock;
import dev.runnel.cli.render.FilteredRenderer;
import dev.runnel.cli.render.JsonIndent;
import dev.runnel.cli.schema.AnswerSchema;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Output;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of an answer is shown, and whether it is what was asked for. For one answer. */
final class AnswerShape {
  private final Optional<AnswerSchema> schema;
  private final Optional<CodeBlock> block;
  private @Nullable CheckedRenderer checked;

  /**
   * A shape.
   *
   * @param extract whether only the code block is shown
   */
  AnswerShape(Optional<AnswerSchema> schema, boolean extract) {
    this.schema = schema;
    this.block = extract ? Optional.of(new CodeBlock()) : Optional.empty();
  }

  /** Whether the answer's text is shown as it is, in which case it is Markdown perhaps. */
  boolean plain() {
    return schema.isEmpty() && block.isEmpty();
  }

  /** Asks for it. */
  void addTo(ChatRequest.Builder request) {
    schema.map(AnswerSchema::format).ifPresent(request::responseFormat);
  }

  /**
   * Shows an answer in this shape.
   *
   * @param lines whether JSON is set on lines, for a person
   */
  AnswerRenderer over(AnswerRenderer renderer, boolean lines) {
    AnswerRenderer shown = renderer;
    if (schema.isPresent()) {
      AnswerRenderer inner = lines ? new FilteredRenderer(shown, new JsonIndent()) : shown;
      checked = new CheckedRenderer(inner, schema.get()::mismatch, ExitCode.FAILED);
      shown = checked;
    }
    return block.isPresent() ? new FilteredRenderer(shown, block.get()) : shown;
  }

  /**
   * Says what was not as it was asked for.
   *
   * @return the exit code of the whole
   */
  int conclude(Outcome outcome, int exitCode, Output err) {
    if (!(outcome instanceof Outcome.Completed)) {
      return exitCode;
    }
    if (block.isPresent() && !block.get().found()) {
      err.tell("note: there is no code block in the answer; all of it was printed");
    }
    Optional<String> problem = checked == null ? Optional.empty() : checked.problem();
    problem.ifPresent(text -> err.tell("error: " + Failure.sentence("The answer " + text)));
    return problem.isPresent() ? ExitCode.FAILED : exitCode;
  }
}
