package dev.runnel.provider.yqcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Answers;
import dev.runnel.testkit.Cuts;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class YqcloudAnswerTest {
  private static final ProviderUnderTest YQCLOUD = ProviderUnderTest.start("yqcloud");

  @AfterContainer
  static void close() {
    YQCLOUD.close();
  }

  @Property
  void whateverTheServiceSaysIsHeardHoweverItIsCut(
      @ForAll(supplier = Answers.class) List<String> parts,
      @ForAll(supplier = Cuts.class) UnaryOperator<Script> cut) {
    String said = String.join("", parts);
    String text = said.startsWith("\ufeff") ? said.substring(1) : said;
    String meant = EchoFilterTest.reference("always respond in english | ", "Hi", text);
    Assume.that(!meant.isEmpty());

    Heard heard = YQCLOUD.hear(cut.apply(Script.answer(parts.toArray(String[]::new))));

    heard.completed();
    assertThat(heard.text()).isEqualTo(meant);
  }
}
