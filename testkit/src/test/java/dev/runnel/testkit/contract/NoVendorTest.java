package dev.runnel.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testkit.upstream.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Neither the scripted upstream nor the contract knows anybody's service. */
class NoVendorTest {
  private static final Pattern VENDORS =
      Pattern.compile(
          "openai|anthropic|claude|gemini|ollama|\\bails\\b|gravityengine|yqcloud|lockchat|"
              + "dev/runnel/sandbox/(service|fault|eliza)/|dev/runnel/sandbox/Sandbox");

  @Test
  void noClassOfTheUpstreamOrTheContractNamesAVendor() throws Exception {
    Path classes =
        Path.of(ScriptedUpstream.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> seen = new TreeSet<>();
    for (String folder : new String[] {"upstream", "contract"}) {
      try (Stream<Path> files = Files.walk(classes.resolve("dev/runnel/testkit/" + folder))) {
        files.filter(file -> file.toString().endsWith(".class")).forEach(file -> check(file, seen));
      }
    }

    assertThat(seen).hasSizeGreaterThan(30);
  }

  private static void check(Path file, Set<String> seen) {
    try {
      String text = new String(Files.readAllBytes(file), ISO_8859_1);
      assertThat(VENDORS.matcher(text).results().map(match -> match.group()).toList())
          .as(file.toString())
          .isEmpty();
      seen.add(file.getFileName().toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
