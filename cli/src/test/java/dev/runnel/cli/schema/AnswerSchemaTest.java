package dev.runnel.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.api.ResponseFormat;
import dev.runnel.cli.input.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSchemaTest {
  private static final String DOG =
      """
      {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"},
        "bio": {"type": "string", "description": "one sentence"}},
       "required": ["name", "age", "bio"], "additionalProperties": false}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name, age int, bio: one sentence",
        " name str,age  int ,, bio str :one sentence, ",
        "name\nage int\nbio: one sentence\n"
      })
  void fieldsInALineAreASchemaThatCanBeEnforced(String fields) throws Exception {
    ResponseFormat.JsonSchema format = format(fields);

    assertThat(new ObjectMapper().readTree(format.schema()))
        .isEqualTo(new ObjectMapper().readTree(DOG));
    assertThat(format.strict()).isTrue();
    assertThat(format.name()).isEqualTo("answer");
  }

  @Test
  void linesMayHoldCommas() {
    assertThat(format("ok bool\nwhy: short, plain words").schema())
        .contains("\"description\":\"short, plain words\"");
  }

  @Test
  void aSchemaComesFromAFileOrAsItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("my dog.json"), DOG);

    assertThat(format(file.toString()).schema()).isEqualTo(format(DOG).schema());
    assertThat(format("{\"title\": \"The dog!\", \"type\": \"object\"}").name())
        .isEqualTo("The-dog");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|true",
        "{'type':'string'}|true",
        "{'type':'object'}|false",
        "{'type':'object','properties':{'a':{}},'additionalProperties':false}|false",
        "{'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':true}|false",
        "{'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':false}|true",
        "{'type':'array','items':{'type':'object'}}|false",
        "{'anyOf':[{'type':'string'},{'type':'object'}]}|false",
        "{'$defs':{'a':{'type':'object'}}}|false",
      })
  void enforcementIsAskedForWhereItCanBeHad(String schema, boolean strict) {
    assertThat(format(schema.replace('\'', '"')).strict()).isEqualTo(strict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1|There is no file '[1'.",
        "{'a'|--schema is not valid JSON at line 1, column 5: Unexpected end-of-input within/between"
            + " Object entries.",
        "name, age itn|--schema: the field 'age' has the unknown type 'itn'; did you mean 'int'?"
            + " Write fields as in \"name, age int, bio: one sentence\", a JSON schema, or a file's"
            + " name.",
        "a, a|--schema: the field 'a' is there twice. Write fields as in \"name, age int, bio: one"
            + " sentence\", a JSON schema, or a file's name.",
        "a b c, d|--schema: 'a b c' is no field's name. Write fields as in \"name, age int, bio: one"
            + " sentence\", a JSON schema, or a file's name.",
        ",|--schema: there is no field. Write fields as in \"name, age int, bio: one sentence\", a"
            + " JSON schema, or a file's name.",
      })
  void whatIsNoSchemaIsRefusedBeforeAnythingIsAsked(String argument, String problem) {
    assertThatThrownBy(() -> AnswerSchema.of(argument.replace('\'', '"')))
        .isInstanceOf(UsageException.class)
        .hasMessage(problem);
  }

  @Test
  void jsonThatIsNoSchemaIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("a.json"), "[]");

    assertThatThrownBy(() -> AnswerSchema.of(file.toString()))
        .hasMessage(
            "'"
                + file
                + "' is no JSON schema: it must be an object, such as {\"type\": \"object\", …}.");
    assertThatThrownBy(() -> AnswerSchema.of("{\"type\": \"strin\"}"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--schema is no JSON schema: /type: ");
    assertThatThrownBy(() -> AnswerSchema.of("{\"$schema\": \"https://example.com/mine\"}"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--schema is no JSON schema: ");
  }

  @Test
  void anAnswerIsCheckedToTheInnermostPlace() {
    AnswerSchema schema = AnswerSchema.of("name, age int, bio");

    assertThat(schema.mismatch("{\"name\":\"Rex\",\"age\":3,\"bio\":\"\"}\n")).isEmpty();
    assertThat(schema.mismatch("{\"name\":\"Rex\",\"age\":\"3\",\"bio\":\"\"}"))
        .contains("does not follow the schema: /age: Value is [string] but should be [integer]");
    assertThat(schema.mismatch("{\"name\":\"Rex\"}").orElseThrow())
        .startsWith("does not follow the schema: ")
        .contains("age");
    assertThat(schema.mismatch("Here it is: {}")).contains("is not JSON");
    assertThat(schema.mismatch("{} {}")).contains("is not JSON");
    assertThat(schema.mismatch("")).contains("is empty, and not JSON");
  }

  @Test
  void noSchemaIsFetchedFromAnywhere() {
    AnswerSchema schema = AnswerSchema.of("{\"$ref\": \"http://127.0.0.1:1/s.json\"}");

    assertThat(schema.mismatch("{}").orElseThrow()).contains("http://127.0.0.1:1/s.json");
  }

  private static ResponseFormat.JsonSchema format(String argument) {
    return (ResponseFormat.JsonSchema) AnswerSchema.of(argument).format();
  }
}
