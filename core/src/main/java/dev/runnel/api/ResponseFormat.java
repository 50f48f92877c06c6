package dev.runnel.api;

import static java.util.Objects.requireNonNull;

/** The form an answer must have. The kinds may grow; see {@link Visitor#unknown}. */
public sealed interface ResponseFormat
    permits ResponseFormat.Text, ResponseFormat.JsonObject, ResponseFormat.JsonSchema {

  /** Free text; the default. */
  ResponseFormat TEXT = new Text();

  /** Some JSON object. */
  ResponseFormat JSON_OBJECT = new JsonObject();

  /** Gives what the branch for this kind gives. */
  <R> R accept(Visitor<R> visitor);

  /**
   * One branch a kind; each falls back to {@link #unknown}.
   *
   * @param <R> what the branches return
   */
  interface Visitor<R> {
    default R text(Text format) {
      return unknown(format);
    }

    default R jsonObject(JsonObject format) {
      return unknown(format);
    }

    default R jsonSchema(JsonSchema format) {
      return unknown(format);
    }

    /** Whatever has no branch of its own here. */
    R unknown(ResponseFormat format);
  }

  /** Free text. */
  record Text() implements ResponseFormat {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }
  }

  /** Some JSON object. */
  record JsonObject() implements ResponseFormat {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.jsonObject(this);
    }
  }

  /**
   * JSON that follows a schema.
   *
   * @param name what the service calls the schema
   * @param schema the JSON schema, as JSON text
   * @param strict whether the service must enforce it
   */
  record JsonSchema(String name, String schema, boolean strict) implements ResponseFormat {
    public JsonSchema {
      requireNonNull(name, "name is null");
      requireNonNull(schema, "schema is null");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.jsonSchema(this);
    }
  }
}
