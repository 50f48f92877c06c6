package dev.runnel.interop.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An official client on Node.js, talking to an upstream of the test's. One request at a time. */
public final class NodeClient implements AutoCloseable {
  private final String client;
  private final NodeProgram program = NodeProgram.start("main.mjs");

  /**
   * @param client the name of its script, such as {@code openai}
   */
  public NodeClient(String client) {
    this.client = client;
    program.read(); // that it is ready
  }

  /** Something to have the client do, with this upstream. */
  public Deed at(String baseUrl) {
    return new Deed(baseUrl);
  }

  @Override
  public void close() {
    program.close();
  }

  /** One thing to do. */
  public final class Deed {
    private final ObjectNode command = NodeProgram.JSON.createObjectNode();

    private Deed(String baseUrl) {
      command.put("id", 1).put("client", client).put("baseUrl", baseUrl).put("apiKey", "sk-test");
    }

    public Deed key(String key) {
      command.put("apiKey", key);
      return this;
    }

    /** Has the client abort after so many pieces of a stream. */
    public Deed abortAfter(int pieces) {
      command.put("abortAfter", pieces);
      return this;
    }

    /** How often the client may try again; otherwise it does not. */
    public Deed retries(int count) {
      command.put("maxRetries", count);
      return this;
    }

    /** Does it without a request. */
    public JsonNode run(String deed) {
      return run(deed, "{}");
    }

    /**
     * Does it, and tells what the client's user got.
     *
     * @param deed a function of the client's script, such as {@code stream}
     * @param request what the client is given, as JSON
     */
    public JsonNode run(String deed, String request) {
      try {
        command.put("deed", deed).set("request", NodeProgram.JSON.readTree(request));
      } catch (JsonProcessingException e) {
        throw new AssertionError("No JSON: " + request, e);
      }
      program.write(command);
      return program.read().get("heard");
    }
  }
}
