package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.spi.Provider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What core promises of itself: small, and in need of nothing but the JDK's base. */
class CoreJarTest {
  private static Path classes() throws URISyntaxException {
    return Path.of(Provider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void itNeedsNothingButJavaBase() throws Exception {
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      assertThat(module.requires())
          .filteredOn(
              requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
          .extracting(ModuleDescriptor.Requires::name)
          .containsExactly("java.base");
      assertThat(module.uses()).isEqualTo(Set.of(Provider.class.getName()));
    }
  }

  @Test
  void itsJarStaysSmall() throws Exception {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.walk(classes());
        ZipOutputStream zip = new ZipOutputStream(jar)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).as("classes").hasSizeGreaterThan(50);
      for (Path file : all) {
        zip.putNextEntry(new ZipEntry(classes().relativize(file).toString()));
        zip.write(read(file));
        zip.closeEntry();
      }
    }
    assertThat(jar.size()).as("bytes").isLessThan(250_000);
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
