package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void theExamplesCompile() throws IOException {
    String compiled = source(DocsExamples.class) + source(DocsProvider.class);
    Matcher blocks =
        Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
            .matcher(upToTheUpstream(Files.readString(DOCS.resolve("testing.md"))));

    int count = 0;
    while (blocks.find()) {
      assertThat(compiled).contains(squeezed(blocks.group(1)));
      count++;
    }
    assertThat(count).isEqualTo(3);
  }

  /** Whoever reads the docs has files of his own where a test nests its classes. */
  private static String source(Class<?> nest) throws IOException {
    String text =
        Files.readString(Path.of("src/test/java", nest.getName().replace('.', '/') + ".java"));
    return squeezed(
        text.replace("static final class", "final class").replace("static class", "class"));
  }

  /** The sections on what the kit's other packages do have their own tests. */
  private static String upToTheUpstream(String text) {
    int next = text.indexOf("\n## ", text.indexOf("## The scripted upstream") + 1);
    return next < 0 ? text : text.substring(0, next);
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", "");
  }
}
