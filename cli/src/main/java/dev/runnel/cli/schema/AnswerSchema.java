package dev.runnel.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.InvalidSchemaException;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import dev.runnel.api.ResponseFormat;
import dev.runnel.cli.input.InputFile;
import dev.runnel.cli.input.JsonText;
import dev.runnel.cli.input.UsageException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The JSON schema that an answer shall follow. */
public final class AnswerSchema {
  private static final URI ID = URI.create("urn:runnel:answer");
  private static final int LONGEST_NAME = 64;

  private final ObjectNode schema;
  private final String text;
  private final Validator validator;

  private AnswerSchema(ObjectNode schema, String text, String name) {
    this.schema = schema;
    this.text = text;
    validator =
        new ValidatorFactory().withJsonNodeFactory(new JacksonNode.Factory()).createValidator();
    try {
      validator.registerSchema(ID, schema);
    } catch (InvalidSchemaException e) {
      throw new UsageException(name + " is no JSON schema" + where(e.getErrors()) + ".", e);
    } catch (JsonSchemaException e) {
      throw new UsageException(name + " is no JSON schema: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads what the user wrote behind {@code --schema}: JSON, fields such as {@code name, age int},
   * or a file's name.
   *
   * @throws UsageException when it is no schema, saying why
   */
  public static AnswerSchema of(String argument) {
    if (argument.stripLeading().startsWith("{")) {
      return ofJson(argument, "--schema");
    }
    if (ConciseSchema.looksSo(argument) && !isFile(argument)) {
      return new AnswerSchema(ConciseSchema.parse(argument), argument, "--schema");
    }
    return ofJson(InputFile.text(argument), "'" + argument + "'");
  }

  /**
   * What is sent. The service is told to enforce it where it can be enforced: some demand that each
   * object says which properties it has, all required and no others.
   */
  public ResponseFormat format() {
    String title =
        schema.path("title").asText("").replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-|-$", "");
    String name = title.isEmpty() || title.length() > LONGEST_NAME ? "answer" : title;
    return new ResponseFormat.JsonSchema(name, schema.toString(), Enforceable.is(schema));
  }

  /** The schema as {@link #of} takes it, and no file's name: as it was written, or as JSON. */
  public String text() {
    return text;
  }

  /** Why an answer does not follow the schema, as the rest of a sentence; empty: it does. */
  public Optional<String> mismatch(String answer) {
    JsonNode value;
    try {
      value = JsonText.parse(answer, "the answer");
    } catch (UsageException e) {
      return Optional.of("is not JSON");
    }
    if (value.isMissingNode()) {
      return Optional.of("is empty, and not JSON");
    }
    try {
      Validator.Result result = validator.validate(ID, value);
      return result.isValid()
          ? Optional.empty()
          : Optional.of("does not follow the schema" + where(result.getErrors()));
    } catch (JsonSchemaException e) {
      return Optional.of("cannot be checked against the schema: " + e.getMessage());
    }
  }

  private static AnswerSchema ofJson(String text, String name) {
    JsonNode root = JsonText.parse(text, name);
    if (root instanceof ObjectNode object) {
      return new AnswerSchema(object, text.strip(), name);
    }
    throw new UsageException(
        name + " is no JSON schema: it must be an object, such as {\"type\": \"object\", …}.");
  }

  private static boolean isFile(String argument) {
    try {
      return Files.exists(Path.of(argument));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  // The innermost is what is wrong; those around it say that something in them is.
  private static String where(List<Error> errors) {
    return errors.stream()
        .max(Comparator.comparingInt(error -> error.getInstanceLocation().length()))
        .map(
            error ->
                ": "
                    + (error.getInstanceLocation().isEmpty()
                        ? ""
                        : error.getInstanceLocation() + ": ")
                    + error.getError())
        .orElse("");
  }
}
