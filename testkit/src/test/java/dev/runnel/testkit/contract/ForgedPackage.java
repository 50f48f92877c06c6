package dev.runnel.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testkit.contract.toy.Sin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder as a provider's jar is made from; or with something wrong in it. */
final class ForgedPackage {
  private ForgedPackage() {}

  static Path of(Class<?> provider, Sin sin, Path folder) {
    try {
      Path home = Files.createDirectories(folder.resolve("packaged"));
      if (sin != Sin.HAS_NO_SERVICES_FILE) {
        write(
            home.resolve("META-INF/services/dev.runnel.spi.Provider"),
            provider.getName() + "  # the only one\n");
      }
      switch (sin) {
        case HAS_A_MODULE_WITHOUT_IT -> {
          try (InputStream other =
              ProviderContract.class.getResourceAsStream("/module-info.class")) {
            assertThat(other).isNotNull();
            Files.write(home.resolve("module-info.class"), other.readAllBytes());
          }
        }
        case PACKS_CORE_ALONG -> write(home.resolve("dev/runnel/api/ChatRequest.class"), "…");
        case IS_TOO_LARGE -> {
          byte[] noise = new byte[20_000]; // that no jar makes smaller
          new Random(7041).nextBytes(noise);
          Files.write(home.resolve("Large.class"), noise);
        }
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
