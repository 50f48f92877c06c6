package dev.runnel.distribution.contract;

import dev.runnel.sandbox.script.Script;

/** A service in one of the forms that it answers in, and how a script begins an answer there. */
enum Upstream {
  AILS("ails", Form.EVENTS),
  GRAVITYENGINE("gravityengine", Form.DOCUMENTS),
  GRAVITYENGINE_AS_EVENTS("gravityengine", Form.EVENTS),
  YQCLOUD("yqcloud", Form.TEXT),
  LOCKCHAT("lockchat", Form.EVENTS),
  OLLAMA("ollama", Form.LINES),
  OPENAI("openai", Form.EVENTS),
  ANTHROPIC("anthropic", Form.EVENTS),
  GEMINI("gemini", Form.EVENTS);

  private enum Form {
    /** Server-sent events. */
    EVENTS,
    /** JSON documents, each of them a token; what is inside one counts only once it is whole. */
    DOCUMENTS,
    /** One JSON object a line; finish reason and end mark are one. */
    LINES,
    /** Bare text. */
    TEXT
  }

  /** What is delivered of an answer that {@link #begun()} or {@link #said()}. */
  static final String CONTENT = "Hello";

  private static final String BEGINNING_OF_A_DOCUMENT =
      "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"";

  final String id;
  private final Form form;

  Upstream(String id, Form form) {
    this.id = id;
    this.form = form;
  }

  /** Nothing said yet, in this form. */
  Script nothing() {
    return this == GRAVITYENGINE_AS_EVENTS ? Script.nothing().asSse() : Script.nothing();
  }

  /** A whole answer. */
  Script whole() {
    return nothing().then(Script.answer("Hel", "lo"));
  }

  /** Content that was delivered; what comes next stands where more of the answer was expected. */
  Script said() {
    return form == Form.DOCUMENTS ? whole() : nothing().role().tokens("Hel", "lo");
  }

  /** Content that was delivered, in the middle of an answer that is not over. */
  Script begun() {
    return form == Form.DOCUMENTS
        // In one piece, so that whoever has heard the first document knows of the second.
        ? nothing().body(BEGINNING_OF_A_DOCUMENT + CONTENT + "\"}}]}" + BEGINNING_OF_A_DOCUMENT)
        : said();
  }

  /** Something that is neither content nor an end. */
  Script contentless() {
    return nothing().role();
  }

  boolean isEvents() {
    return form == Form.EVENTS;
  }

  @Override
  public String toString() {
    return this == GRAVITYENGINE_AS_EVENTS ? "gravityengine (events)" : id;
  }
}
