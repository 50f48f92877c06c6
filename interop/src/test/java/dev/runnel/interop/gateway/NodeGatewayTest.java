package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.interop.node.NeedsNode;
import dev.runnel.interop.node.NodeClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** An official client on Node.js, as a client of a gateway, which sends services nothing wrong. */
@NeedsNode
@TestInstance(Lifecycle.PER_CLASS)
abstract class NodeGatewayTest {
  private final String script;
  private final String path;
  protected GatewayStage stage;
  protected NodeClient client;

  /**
   * @param script the client's
   * @param path what its base URL has after the gateway's origin
   */
  protected NodeGatewayTest(String script, String path) {
    this.script = script;
    this.path = path;
  }

  @BeforeAll
  void start() {
    client = new NodeClient(script);
    stage = GatewayStage.start();
  }

  @AfterAll
  void close() {
    if (client != null) {
      client.close();
      stage.close();
    }
  }

  @AfterEach
  void nothingWasWrongWithAnyRequestToTheServices() {
    stage.sandbox().asUsual();
    assertThat(stage.sandbox().violations()).isEmpty();
  }

  protected NodeClient.Deed here() {
    return client.at(stage.origin() + path);
  }
}
