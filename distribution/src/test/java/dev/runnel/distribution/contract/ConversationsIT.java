package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.distribution.Program;
import dev.runnel.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few of the {@link ConversationsTest} through the assembled program, as a process. */
class ConversationsIT {
  private static final int EACH = 3;

  @ParameterizedTest
  @EnumSource
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
  void theProgramSendsAndPrintsExactly(Protocol protocol) {
    Random random = new Random(17);
    try (Sandbox sandbox = Sandbox.start()) {
      for (int i = 0; i < EACH; i++) {
        // No argument of a process can hold U+0000: the system message is for the other test.
        Talk talk = withoutSystem(Talk.random(protocol.id, protocol.models, random));
        sandbox.on(protocol.id).next(talk.script(random));
        List<Object> command = new ArrayList<>();
        command.add(Program.distribution().resolve("bin").resolve("runnel"));
        AtSandbox endpoint = AtSandbox.of(sandbox, protocol.id);
        command.addAll(talk.arguments(endpoint));

        Program program = Program.of(command.toArray()).input(talk.input());
        endpoint.environment().forEach(program::with);
        Program.Result result = program.run();

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(talk.answer() + "\n");
        protocol.assertSent(talk, sandbox.awaitExchange().request());
      }
    }
  }

  private static Talk withoutSystem(Talk talk) {
    return new Talk(
        talk.service(),
        talk.model(),
        Optional.empty(),
        talk.temperature(),
        talk.messages(),
        talk.answer(),
        talk.tokens());
  }
}
