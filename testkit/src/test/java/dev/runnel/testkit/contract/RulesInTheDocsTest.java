package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One table of rules: the tests are named by it, and the docs show it. {@code
 * -Drunnel.docs.write=true} writes the docs anew.
 */
class RulesInTheDocsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final String BEGIN = "<!-- rules -->\n";
  private static final String END = "<!-- end of rules -->";

  @Test
  void theDocsShowTheRulesAsTheyAre() throws IOException {
    Path file = DOCS.resolve("testing.md");
    String text = Files.readString(file);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    String generated = text.substring(0, from) + table() + text.substring(to);
    if (Boolean.getBoolean("runnel.docs.write")) {
      Files.writeString(file, generated);
    }

    assertThat(Files.readString(file))
        .as("docs/testing.md; -Drunnel.docs.write=true writes the table anew")
        .isEqualTo(generated);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| rule | what holds | said in [the contract](contract.md) |\n")
            .append("| --- | --- | --- |\n");
    for (ContractRule rule : ContractRules.all()) {
      table.append("| ").append(rule.number());
      table.append(" | ").append(rule.sentence());
      table.append(" | ").append(rule.source()).append(" |\n");
    }
    return table.toString();
  }

  @Test
  void everyRuleIsATestAndEveryTestARule() {
    List<String> tests = new ArrayList<>();
    for (Class<?> chapter : ProviderContract.class.getInterfaces()) {
      Arrays.stream(chapter.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .map(Method::getName)
          .forEach(tests::add);
    }

    assertThat(tests)
        .containsExactlyInAnyOrderElementsOf(
            ContractRules.all().stream().map(ContractRule::testName).toList());
  }

  @Test
  void everyRuleIsSaidInTheContract() throws IOException {
    String contract = Files.readString(DOCS.resolve("contract.md")).replace("**", "");

    assertThat(ContractRules.all())
        .allSatisfy(rule -> assertThat(contract).contains(rule.source()));
  }
}
