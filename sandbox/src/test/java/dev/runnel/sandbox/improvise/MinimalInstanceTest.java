package dev.runnel.sandbox.improvise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimalInstanceTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | {}
          {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]} | {"a":"a"}
          {"type":"object","properties":{"n":{"type":"integer","minimum":3}},"required":["n"]} | {"n":3}
          {"type":"number","exclusiveMinimum":0} | 1.0
          {"type":"integer","maximum":-5} | -5
          {"type":"integer","minimum":7,"multipleOf":5} | 10
          {"type":"boolean"} | false
          {"type":"null"} | null
          {"type":["string","null"]} | "text"
          {"type":"string","minLength":6} | "textxx"
          {"type":"string","maxLength":2} | "te"
          {"type":"string","format":"date"} | "1966-01-01"
          {"enum":["red","green"]} | "red"
          {"const":42} | 42
          {"type":"array","items":{"type":"string"},"minItems":2} | ["text","text"]
          {"type":"array","items":{"type":"string"}} | []
          {"anyOf":[{"$ref":"#"},{"type":"null"}]} | null
          {"allOf":[{"properties":{"a":{"type":"boolean"}},"required":["a"]},{"properties":{"b":{"const":1}},"required":["b"]}]} | {"a":false,"b":1}
          {"$defs":{"p":{"type":"object","properties":{"x":{"type":"number"}},"required":["x"]}},"$ref":"#/$defs/p"} | {"x":0.0}
          """)
  void isTheSmallestThatTheSchemaAllows(String schema, String instance) throws IOException {
    assertThat(MinimalInstance.of(JSON.readTree(schema))).hasToString(instance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"next\"]}"
      })
  void whatNeverEndsIsEnded(String schema) throws IOException {
    assertThat(MinimalInstance.of(JSON.readTree(schema)).toString())
        .matches("(\\{\"next\":)*null}*");
  }
}
