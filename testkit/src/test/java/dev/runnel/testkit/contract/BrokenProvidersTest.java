package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testkit.contract.toy.Sin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit catches each sin, by the one rule that it breaks. */
@Execution(ExecutionMode.CONCURRENT)
class BrokenProvidersTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aSinBreaksItsRuleAndNoOther(Sin sin, @TempDir Path folder) {
    SuiteRun run = SuiteRun.of(sin, folder);
    for (int again = 0; run.failed().isEmpty() && again < 3; again++) {
      // A sin may hide where the toy's own threads race, as a real driver's would; what a rule says
      // of anybody else is never looked at twice.
      run = SuiteRun.of(sin, folder);
    }

    assertThat(run.failed().keySet()).as(run.failed().toString()).containsExactly(sin.rule());
    assertThat(run.failed().get(sin.rule()))
        .startsWith("Rule " + sin.rule() + ": ")
        .contains("  expected: ", "  happened: ", "  read:     docs/contract.md, \"");
  }

  @Test
  void withoutSinEveryRuleIsKept(@TempDir Path folder) {
    SuiteRun run = SuiteRun.of(Sin.NONE, folder);

    assertThat(run.failed()).isEmpty();
    assertThat(run.passed()).hasSizeGreaterThan(90);
  }

  @Test
  void everyRuleHasItsSin() {
    Set<String> broken = Arrays.stream(Sin.values()).map(Sin::rule).collect(Collectors.toSet());

    assertThat(ContractRules.all()).allSatisfy(rule -> assertThat(broken).contains(rule.number()));
  }
}
