package dev.runnel.provider.gravityengine;

import static org.assertj.core.api.Assertions.assertThat;

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

class GravityengineAnswerTest {
  private static final ProviderUnderTest GRAVITYENGINE = ProviderUnderTest.start("gravityengine");

  @AfterContainer
  static void close() {
    GRAVITYENGINE.close();
  }

  @Property
  void theWholeTextIsOneTokenHoweverTheDocumentIsCut(
      @ForAll(supplier = Answers.class) List<String> parts,
      @ForAll(supplier = Cuts.class) UnaryOperator<Script> cut) {
    Heard heard = GRAVITYENGINE.hear(cut.apply(Script.answer(parts.toArray(String[]::new))));

    heard.completed();
    assertThat(heard.tokens()).containsExactly(String.join("", parts));
  }

  @Property(tries = 100)
  void severalDocumentsAreHeardInOrder(
      @ForAll(supplier = Answers.class) List<String> texts,
      @ForAll(supplier = Cuts.class) UnaryOperator<Script> cut) {
    Script script = Script.nothing();
    for (String text : texts) {
      script = script.tokens(text).finish("stop").done().body("\n");
    }

    Heard heard = GRAVITYENGINE.hear(cut.apply(script));

    heard.completed();
    assertThat(heard.text()).isEqualTo(String.join("", texts));
  }
}
