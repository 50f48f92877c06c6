package dev.runnel.plugins;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.discovery.UnknownProviderException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that does not work says so in a line, and stops nobody. */
class BrokenPluginsTest {
  private static final String THROW = "if (true) throw new IllegalStateException(\"no licence\");";

  @TempDir Path folder;

  private Path jar(String name) {
    return folder.resolve(name + ".jar");
  }

  private static Workshop acme(String id) {
    return changed(id, "", "");
  }

  private static Workshop changed(String id, String from, String to) {
    return Workshop.provider(
        "acme.Acme", Sources.answering("acme.Acme", id, "\"Hello\"").replace(from, to));
  }

  private void makeBroken() throws IOException {
    Path whole = acme("truncated").jar(jar("truncated"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(jar("text"), "<html>404 Not Found</html>");
    Files.writeString(jar("nothing"), "");
    new Workshop().source("lib.Lib", "package lib; public class Lib {}").jar(jar("library"));
    changed("future", "= SPI_GENERATION", "= 99").jar(jar("future"));
    Workshop newer = acme("newer");
    Map<String, byte[]> contents = new LinkedHashMap<>(newer.contents());
    contents.get("acme/Acme.class")[7] = (byte) 200; // the class file's major version
    newer.jar(jar("newer"), contents);
    changed("first", "static final int", "{ " + THROW + " }\nstatic final int")
        .jar(jar("constructor"));
    changed("second", "return ProviderDescription", THROW + "return ProviderDescription")
        .jar(jar("describe"));
    changed("third", "return new Driver", THROW + "return new Driver").jar(jar("connect"));
    changed("fourth", "return Capabilities", THROW + "return Capabilities")
        .jar(jar("capabilities"));
    changed("fifth", "public class Acme", "class Acme").jar(jar("hidden"));
    acme("lines").entry(PluginContents.SERVICES, "this is no class").jar(jar("lines"));
    acme("gone").entry(PluginContents.SERVICES, "acme.Gone").jar(jar("gone"));
    acme("odd").attribute(Sharing.ATTRIBUTE, "everything").jar(jar("odd"));
    acme("twin").jar(jar("twin-a"));
    acme("twin").jar(jar("twin-b"));
  }

  @Test
  void eachHasOneLineWithItsReasonAndTheOthersWork() throws IOException {
    makeBroken();
    acme("fine").jar(jar("zzz"));
    Map<String, String> reasons =
        Map.ofEntries(
            entry("truncated", "it is cut short or damaged ("),
            entry("text", "it is no jar ("),
            entry("nothing", "it is no jar ("),
            entry("library", "it names no provider: there is no META-INF/services/"),
            entry("future", "it was built for SPI generation 99 and this is generation 1"),
            entry("newer", "it needs a newer Java than "),
            entry("constructor", "it could not be made: java.lang.IllegalStateException: no lic"),
            entry("describe", "when it was to describe itself, it threw java.lang.IllegalState"),
            entry("connect", "when it was to connect with its defaults, it threw java.lang.Ill"),
            entry("capabilities", "when it was to connect with its defaults, it threw java.lan"),
            entry("hidden", "it could not be made: "),
            entry("lines", "its services file is malformed, line "),
            entry("gone", "it could not be loaded: "),
            entry("odd", "its manifest says Runnel-Shares: everything, and that can be http"),
            entry("twin-b", "two providers have the id 'twin': acme.Acme in twin-a.jar, which"));

    try (Loaded loaded = Loaded.from(folder)) {
      Map<String, String> told = new LinkedHashMap<>();
      for (PluginStatus status : loaded.statuses()) {
        for (QuarantinedProvider broken : status.broken()) {
          assertThat(told.put(status.plugin().name(), broken.reason())).as("twice").isNull();
          assertThat(broken.reason()).doesNotContain("\n");
        }
      }

      assertThat(told).containsOnlyKeys(reasons.keySet());
      reasons.forEach((name, reason) -> assertThat(told.get(name)).as(name).startsWith(reason));
      assertThat(loaded.ask("fine")).isEqualTo("Hello");
      assertThat(loaded.ask("twin")).isEqualTo("Hello");
    }
  }

  @Test
  void askingForOneFailsWithItsCauseAlsoWhereOnlyItsJarsNameIsKnown() throws IOException {
    makeBroken();

    try (Loaded loaded = Loaded.from(folder)) {
      for (String id : new String[] {"future", "truncated", "constructor", "newer"}) {
        assertThatThrownBy(() -> loaded.providers().connect(id))
            .isInstanceOf(UnknownProviderException.class)
            .hasMessageContaining(id + ".jar cannot be used: it ");
      }
      assertThatThrownBy(() -> loaded.providers().connect("third"))
          .hasMessageContaining("connect.jar could not connect: it threw")
          .hasMessageContaining("no licence");
      assertThatThrownBy(() -> loaded.providers().connect("unheard-of"))
          .hasMessageStartingWith("There is no provider 'unheard-of'");
    }
  }

  @Test
  void ofAPluginAndTheProgramTheProgramHasTheId() throws IOException {
    acme("acme").jar(folder.resolve("one/acme.jar"));
    acme("acme").jar(folder.resolve("two/acme.jar"));

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.providers().find("acme").orElseThrow().source().location())
          .contains(folder.resolve("one/acme.jar").toUri());
      assertThat(loaded.statuses().get(1).broken()).hasSize(1);
    }
  }

  @Test
  void ofAJarThatLiesOnTheClassPathAsWellVerifyingSaysSo() throws IOException {
    Path jar = acme("acme").jar(jar("acme"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader classPath = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(classPath);
      assertThat(PluginVerification.of(jar))
          .anyMatch(one -> one.text().contains("two providers have the id 'acme'"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
