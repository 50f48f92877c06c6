package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Made-up conversations through the command: the service is sent exactly what it wants, and
 * standard output is exactly what the service said.
 */
class ConversationsTest {
  private static final int EACH = 150;
  private static final long SEED = 20230625;

  @ParameterizedTest
  @EnumSource
  void whatIsSentAndWhatIsPrintedIsExact(Protocol protocol) {
    Random random = new Random(SEED);
    Set<String> clientIds = new HashSet<>();
    try (Sandbox sandbox = Sandbox.start()) {
      for (int i = 0; i < EACH; i++) {
        Talk talk = Talk.random(protocol.id, protocol.models, random);
        sandbox.on(protocol.id).next(talk.script(random));
        boolean json = random.nextInt(4) == 0;
        AtSandbox endpoint = AtSandbox.of(sandbox, protocol.id);
        List<String> arguments = new ArrayList<>(talk.arguments(endpoint));
        if (json) {
          arguments.add("--json");
        } else if (random.nextInt(4) == 0) {
          arguments.add("--no-stream");
        }

        Command.Result result =
            Command.of(arguments).environment(endpoint.environment()).input(talk.input()).run();

        String which = "conversation " + i + ": " + talk;
        assertThat(result.exit()).as("%s%n%s", which, result).isZero();
        if (json) {
          assertThat(OnShell.tokens(result.out())).as(which).isEqualTo(talk.answer());
        } else {
          assertThat(result.out()).as(which).isEqualTo(talk.answer() + "\n");
        }
        Exchange exchange = sandbox.awaitExchange();
        assertThat(exchange.violations()).as(which).isEmpty();
        protocol.assertSent(talk, exchange.request());
        exchange
            .header("client-id")
            .ifPresent(id -> assertThat(clientIds.add(id)).as("a new client-id").isTrue());
      }
    }
  }
}
