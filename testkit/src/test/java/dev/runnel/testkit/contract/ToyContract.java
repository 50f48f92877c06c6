package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.Provider;
import dev.runnel.testkit.contract.toy.Sin;
import dev.runnel.testkit.contract.toy.ToyFormat;
import dev.runnel.testkit.contract.toy.ToyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The contract of a toy; run by the tests of the kit, each with another sin. */
class ToyContract extends ProviderContract {
  /** What the toy of the thread's run does wrong, and a folder of the run's own. */
  record Run(Sin sin, Path folder) {}

  static final ThreadLocal<Run> RUN = new ThreadLocal<>();

  private final Run run = RUN.get();

  @Override
  protected Provider provider() {
    return ToyProvider.with(run.sin());
  }

  @Override
  protected Upstream upstream() {
    return Upstream.http(ToyFormat::new);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(6);
  }

  @Override
  protected long largestPackage() {
    return 10_000;
  }

  /** What the toy would come in. */
  @Override
  protected Path packagedAt() {
    try {
      Path home = Files.createDirectories(run.folder().resolve("packaged"));
      if (run.sin() != Sin.HAS_NO_SERVICES_FILE) {
        write(
            home.resolve("META-INF/services/dev.runnel.spi.Provider"),
            provider().getClass().getName() + "\n");
      }
      switch (run.sin()) {
        case HAS_A_MODULE_WITHOUT_IT -> {
          try (InputStream other =
              ProviderContract.class.getResourceAsStream("/module-info.class")) {
            assertThat(other).isNotNull();
            Files.write(home.resolve("module-info.class"), other.readAllBytes());
          }
        }
        case PACKS_CORE_ALONG -> write(home.resolve("dev/runnel/api/ChatRequest.class"), "…");
        case IS_TOO_LARGE -> write(home.resolve("dev/toy/Large.class"), "x".repeat(20_000));
        case PACKS_A_STRAY_FILE -> write(home.resolve("log4j2.xml"), "<Configuration/>");
        default -> {}
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
