package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Answers;
import dev.runnel.testkit.Cuts;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class OllamaCutsTest {
  private static final ProviderUnderTest OLLAMA = ProviderUnderTest.start("ollama");

  @AfterContainer
  static void close() {
    OLLAMA.close();
  }

  @Property
  void whateverTheModelSaysIsHeardHoweverItIsCut(
      @ForAll(supplier = Answers.class) List<String> parts,
      @ForAll(supplier = Cuts.class) UnaryOperator<Script> cut) {
    OLLAMA.sandbox().next(cut.apply(Script.answer(parts.toArray(String[]::new))));

    Heard heard = OLLAMA.ask(ChatRequest.builder().model("llama3.2").user("Hi").build());

    heard.completed();
    assertThat(heard.text()).isEqualTo(String.join("", parts));
    assertThat(OLLAMA.sandbox().violations()).isEmpty();
  }
}
