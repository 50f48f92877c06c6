package dev.runnel.sandbox.improvise;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What form of answer a request asks for.
 *
 * @param reasoning whether a thought goes before the answer
 * @param usage whether what was used is told after the answer
 * @param call the tool to call instead of an answer
 * @param schema the JSON schema that the answer is to be an instance of; an empty object where any
 *     JSON object will do
 */
public record Wanted(
    boolean reasoning, boolean usage, Optional<Tool> call, Optional<JsonNode> schema) {

  /** Any text, and that alone. */
  public static final Wanted TEXT = new Wanted(false, false, Optional.empty(), Optional.empty());

  public Wanted {
    requireNonNull(call, "call is null");
    requireNonNull(schema, "schema is null");
  }

  public Wanted withReasoning(boolean reasoning) {
    return new Wanted(reasoning, usage, call, schema);
  }

  public Wanted withUsage() {
    return new Wanted(reasoning, true, call, schema);
  }

  /** A call of the first of these tools, where there is one: the request demands a call. */
  public Wanted calling(List<Tool> demanded) {
    return new Wanted(reasoning, usage, demanded.stream().findFirst(), schema);
  }

  /**
   * A call of the tool whose name is a word of what the user has just said, where there is one: the
   * request leaves it to the model.
   */
  public Wanted callingWhatIsNamedIn(String said, List<Tool> offered) {
    return calling(
        offered.stream()
            .filter(
                tool ->
                    Pattern.compile("\\b" + Pattern.quote(tool.name()) + "\\b")
                        .matcher(said)
                        .find())
            .toList());
  }

  public Wanted json(JsonNode schema) {
    return new Wanted(reasoning, usage, call, Optional.of(schema));
  }
}
