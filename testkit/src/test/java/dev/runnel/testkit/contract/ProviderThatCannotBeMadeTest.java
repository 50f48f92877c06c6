package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the provider throws before any rule is tried, every rule fails and nothing stays open. */
class ProviderThatCannotBeMadeTest {
  private static final ThreadLocal<List<ScriptedService>> OPEN = new ThreadLocal<>();

  @Test
  void theUpstreamOfEachRuleIsClosed(@TempDir Path folder) {
    List<ScriptedService> open = new ArrayList<>();
    OPEN.set(open);

    SuiteRun run = SuiteRun.of(ThrowingContract.class, folder);

    OPEN.remove();
    assertThat(run.failed()).hasSizeGreaterThan(90);
    assertThat(run.failed().get("1.1")).isEqualTo("no settings");
    assertThat(open).isEmpty();
  }

  static class ThrowingContract extends ProviderContract {
    @Override
    protected Provider provider() {
      throw new IllegalStateException("no settings");
    }

    @Override
    protected Upstream upstream() {
      ScriptedService service = new ScriptedService();
      List<ScriptedService> open = OPEN.get();
      open.add(service);
      return (Upstream)
          java.lang.reflect.Proxy.newProxyInstance(
              Upstream.class.getClassLoader(),
              new Class<?>[] {Upstream.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  open.remove(service);
                }
                return method.invoke(service, arguments);
              });
    }
  }
}
