package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.distribution.docs.Snippet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page shows of a method that is the reader's, {@code <!-- compiles with: TYPE NAME, … -->},
 * compiles where there are these.
 */
class FragmentsTest {
  private static final String METHOD =
      """
      import dev.runnel.api.*;
      import dev.runnel.config.*;
      import dev.runnel.config.live.*;
      import dev.runnel.config.settings.*;
      import dev.runnel.discovery.*;
      import dev.runnel.history.*;
      import dev.runnel.plugins.*;
      import dev.runnel.runner.*;
      import dev.runnel.runner.policy.*;
      import java.nio.file.Path;
      import java.util.*;

      class Fragment%d {
        void run(%s) throws Exception {
          %s
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void theyCompile() throws IOException {
    List<Snippet> fragments =
        Snippet.in("java").stream().filter(one -> one.mark().equals("compiles with")).toList();
    Forge forge = new Forge(folder).against(classPath());

    for (int i = 0; i < fragments.size(); i++) {
      Snippet one = fragments.get(i);
      forge.source(
          "Fragment" + i, METHOD.formatted(i, one.of().replace("nothing", ""), one.text()));
    }

    assertThat(fragments).hasSizeGreaterThan(4);
    assertThat(forge.classes()).exists();
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
