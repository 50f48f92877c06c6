package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.interop.node.NeedsNode;
import dev.runnel.interop.node.NodeClient;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** An official client on Node.js, as a client of the sandbox, which lets nothing wrong pass. */
@NeedsNode
@TestInstance(Lifecycle.PER_CLASS)
abstract class NodeClientTest {
  private final String service;
  protected Sandbox sandbox;
  protected NodeClient client;

  /** The client of a service, which its script is named after. */
  protected NodeClientTest(String service) {
    this.service = service;
  }

  @BeforeAll
  void start() {
    client = new NodeClient(service);
    sandbox = Sandbox.start();
  }

  @AfterAll
  void close() {
    if (client != null) {
      client.close();
      sandbox.close();
    }
  }

  @AfterEach
  void nothingWasWrongWithAnyRequest() {
    sandbox.asUsual();
    assertThat(sandbox.violations()).isEmpty();
  }

  protected NodeClient.Deed here() {
    return client.at(sandbox.baseUrl(service));
  }

  protected void answer(Script... scripts) {
    sandbox.on(service).next(scripts);
  }
}
