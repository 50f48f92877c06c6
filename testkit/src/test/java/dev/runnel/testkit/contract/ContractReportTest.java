package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testkit.contract.toy.Sin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractReportTest {
  @Test
  void aRunLeavesItsReportWhereItIsTold(@TempDir Path folder) throws IOException {
    SuiteRun run = SuiteRun.of(Sin.HIDES_THE_STATUS, folder);

    String text = Files.readString(folder.resolve(ToyContract.class.getName() + ".txt"));
    assertThat(text)
        .startsWith(
            ToyContract.class.getName() + ": " + run.passed().size() + " rules kept, 1 broken, ")
        .contains("  broken   6.13   A failure that came with a status names it.")
        .contains("expected: httpStatus() is there")
        .contains("  kept     1.1    What the service says arrives to the letter")
        .contains("  skipped  10.5   A module that the provider is in provides it.")
        .contains("there is no module-info.class");
    assertThat(Files.readString(folder.resolve(ToyContract.class.getName() + ".html")))
        .contains("<tr class=\"broken\" id=\"rule-6.13\">")
        .contains("<tr class=\"skipped\" id=\"rule-10.5\">");
  }

  @Test
  void whatWasNotRunIsSaid() {
    ReportText report = new ReportText("Acme", Map.of("1.1", new Verdict(Verdict.Kind.KEPT, "")));

    assertThat(report.summary())
        .isEqualTo(
            "Acme: 1 rules kept, 0 broken, 0 skipped, "
                + (ContractRules.all().size() - 1)
                + " not run");
    assertThat(report.text()).contains("not run  1.2 ");
  }

  @Test
  void whatAServiceSaidIsNoMarkup() {
    String html =
        new ReportText(
                "Acme",
                Map.of("1.1", new Verdict(Verdict.Kind.BROKEN, "<script>alert(1)</script>")))
            .html();

    assertThat(html).contains("&lt;script&gt;").doesNotContain("<script>");
  }
}
