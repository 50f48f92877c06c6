package dev.runnel.provider.ails;

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

class AilsAnswerTest {
  private static final ProviderUnderTest AILS = ProviderUnderTest.start("ails");

  @AfterContainer
  static void close() {
    AILS.close();
  }

  @Property
  void whateverTheServiceSaysIsHeardHoweverItIsCut(
      @ForAll(supplier = Answers.class) List<String> tokens,
      @ForAll(supplier = Cuts.class) UnaryOperator<Script> cut) {
    Heard heard = AILS.hear(cut.apply(Script.answer(tokens.toArray(String[]::new))));

    heard.completed();
    assertThat(heard.text()).isEqualTo(String.join("", tokens));
  }
}
