package dev.runnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for the jar of every provider of this project, beside what {@link
 * dev.runnel.testkit.contract.ProviderContract} proves of everybody's; extended by each one's
 * tests.
 */
public abstract class ProviderJarContract {
  private static final int MAX_BYTES = 60 * 1024;

  /** The provider's id. */
  protected abstract String provider();

  @Test
  void theModuleNeedsCoreAndHttpAndNothingElse() throws IOException {
    ModuleDescriptor module = module(classes());
    Set<String> needed =
        module.requires().stream()
            .filter(each -> !each.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .filter(name -> !name.equals("java.base"))
            .collect(Collectors.toSet());

    assertThat(module.name()).isEqualTo("dev.runnel.provider." + provider());
    assertThat(needed).isSubsetOf("dev.runnel.core", "dev.runnel.http");
  }

  @Test
  void theJarStaysBelow60KiB() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(packed);
        Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes().relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
    assertThat(packed.size()).isPositive().isLessThan(MAX_BYTES);
  }

  private FoundProvider found() {
    try (Providers providers = Providers.discover()) {
      return providers.require(provider());
    }
  }

  private Path classes() {
    return Path.of(found().source().location().orElseThrow());
  }

  private static ModuleDescriptor module(Path classes) throws IOException {
    try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(descriptor);
    }
  }
}
