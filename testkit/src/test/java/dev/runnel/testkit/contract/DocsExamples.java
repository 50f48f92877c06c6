package dev.runnel.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.DocsProvider.AcmeProvider;
import dev.runnel.testkit.upstream.HttpAnswer;
import dev.runnel.testkit.upstream.ScriptedUpstream;

/** The Java of docs/testing.md, so that it compiles; RulesInTheDocsTest compares. */
final class DocsExamples {
  private DocsExamples() {}

  class AcmeContractTest extends ProviderContract {
    @Override
    protected Provider provider() {
      return new AcmeProvider();
    }

    @Override
    protected Upstream upstream() {
      return Upstream.http(AcmeFormat::new);
    }
  }

  static final class AcmeFormat implements WireFormat {
    @Override
    public String contentType() {
      return "application/x-ndjson";
    }

    @Override
    public byte[] token(String text) {
      return line("{\"text\":\"" + escaped(text) + "\"}");
    }

    @Override
    public byte[] end() {
      return line("{\"done\":true}");
    }

    private static byte[] line(String json) {
      return (json + "\n").getBytes(UTF_8);
    }

    private static String escaped(String text) {
      return text.replace("\\", "\\\\")
          .replace("\"", "\\\"")
          .replace("\n", "\\n")
          .replace("\t", "\\t");
    }
  }

  static void upstream() {
    try (ScriptedUpstream upstream = ScriptedUpstream.start()) {
      Gate heard = Gate.shut();
      upstream.next(
          HttpAnswer.ok("text/event-stream")
              .send("data: Hel\n\n")
              .await(heard) // not a sleep: until the test opens it
              .reset()); // TCP RST
      // … connect your provider to upstream.baseUrl() and ask …
      Exchange exchange = upstream.awaitExchange();
      exchange.awaitEnd();
    }
  }
}
