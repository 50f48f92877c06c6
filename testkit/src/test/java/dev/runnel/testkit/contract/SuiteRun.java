package dev.runnel.testkit.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.runnel.testkit.contract.toy.Sin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What came of running the whole suite once.
 *
 * @param failed by rule, with their messages
 * @param skipped by rule, with their reasons
 */
record SuiteRun(Set<String> passed, Map<String, String> failed, Map<String, String> skipped) {
  static SuiteRun of(Sin sin, Path folder) {
    ToyContract.RUN.set(new ToyContract.Run(sin, folder));
    try {
      return of(ToyContract.class, folder);
    } finally {
      ToyContract.RUN.remove();
    }
  }

  static SuiteRun of(Class<?> suite, Path reports) {
    SuiteRun run = new SuiteRun(new TreeSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(suite))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
            .configurationParameter("runnel.testkit.report", reports.toString())
            .build();
    LauncherConfig alone =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .build();
    LauncherFactory.create(alone).execute(request, run.new Listener());
    return run;
  }

  /** Writes the results down. */
  private final class Listener implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String rule =
          test.getSource()
              .filter(MethodSource.class::isInstance)
              .map(MethodSource.class::cast)
              .flatMap(source -> ContractRules.named(source.getMethodName()))
              .map(ContractRule::number)
              .orElse(test.getDisplayName());
      String message =
          result.getThrowable().map(thrown -> String.valueOf(thrown.getMessage())).orElse("");
      if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
        switch (result.getStatus()) {
          case SUCCESSFUL -> passed.add(rule);
          case FAILED -> failed.put(rule, message);
          case ABORTED -> skipped.put(rule, message);
        }
      }
    }
  }
}
