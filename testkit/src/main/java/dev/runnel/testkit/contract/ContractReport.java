package dev.runnel.testkit.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes, behind each contract's tests, which rules held, which were broken, and which were skipped
 * and why: {@code NAME.txt} and {@code NAME.html}, NAME being that of the test class.
 *
 * <p>They go into {@code target/runnel-contract}, or the folder that the configuration parameter or
 * system property {@value #FOLDER} names.
 */
final class ContractReport implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  static final String FOLDER = "runnel.testkit.report";

  private static final String USUAL_FOLDER = "target/runnel-contract";
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(ContractReport.class);

  /** The verdicts of one class, by rule number. */
  private static final class Verdicts {
    final Map<String, Verdict> byRule = new ConcurrentHashMap<>();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(SPACE).put(Verdicts.class, new Verdicts());
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    note(context, Verdict.Kind.KEPT, null);
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    note(context, Verdict.Kind.BROKEN, cause);
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    note(context, Verdict.Kind.SKIPPED, cause);
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    note(context, new Verdict(Verdict.Kind.SKIPPED, "disabled: " + reason.orElse("no reason")));
  }

  private static void note(ExtensionContext context, Verdict.Kind kind, @Nullable Throwable cause) {
    String words = cause == null ? "" : String.valueOf(cause.getMessage());
    note(context, new Verdict(kind, words.replaceFirst("^Assumption failed: ", "")));
  }

  private static void note(ExtensionContext context, Verdict verdict) {
    Verdicts verdicts = context.getStore(SPACE).get(Verdicts.class, Verdicts.class);
    if (verdicts != null) {
      ContractRules.named(context.getRequiredTestMethod().getName())
          .ifPresent(rule -> verdicts.byRule.put(rule.number(), verdict));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Verdicts verdicts = context.getStore(SPACE).get(Verdicts.class, Verdicts.class);
    if (verdicts == null) {
      return;
    }
    Path folder = Path.of(context.getConfigurationParameter(FOLDER).orElse(USUAL_FOLDER));
    String name = context.getRequiredTestClass().getName();
    ReportText report = new ReportText(name, Map.copyOf(verdicts.byRule));
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".txt"), report.text());
      Files.writeString(folder.resolve(name + ".html"), report.html());
    } catch (IOException e) {
      throw new UncheckedIOException("The contract's report cannot be written to " + folder, e);
    }
  }
}
