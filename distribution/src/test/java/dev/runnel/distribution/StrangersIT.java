package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Providers that this project has never seen, compiled against core's jar alone. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class StrangersIT {
  @TempDir Path folder;

  private static String provider(String className, String id, String more) {
    return """
    package acme;

    import dev.runnel.api.*;
    import dev.runnel.spi.*;

    public class %s implements Provider {
      static final int GENERATION = SPI_GENERATION;
      static final Option<Secret> KEY = Option.secret("api-key").fromEnvironment("ACME_API_KEY");

      @Override
      public ProviderDescription describe() {
        return ProviderDescription.builder("%s", GENERATION)%s.build();
      }

      @Override
      public Driver connect(EndpointConfig config) {
        return new Driver() {
          @Override
          public Capabilities capabilities() {
            return Capabilities.builder().models("acme-1").build();
          }

          @Override
          public void start(ChatRequest request, Exchange exchange) {
            exchange.token("Hello from " + config.endpoint());
            exchange.complete();
          }
        };
      }
    }
    """
        .formatted(className, id, more);
  }

  private Forge forge(String className, String source) {
    return new Forge(folder).source("acme." + className, source).services("acme." + className);
  }

  private Path acme() throws Exception {
    return forge("Acme", provider("Acme", "acme", "")).jar("acme.jar");
  }

  @Test
  void aProviderDroppedOnTheClassPathIsListedAndAnswers() throws Exception {
    Path jar = acme();

    var listed = Program.runnel("providers").with("RUNNEL_CLASSPATH", jar).run();
    assertThat(listed.exit()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("acme: ", "from acme.jar (1.2.3)");

    var models = Program.runnel("models").with("RUNNEL_CLASSPATH", jar).run();
    assertThat(models.out()).contains("acme/acme-1\n", "ails/gpt-3.5-turbo\n");

    var named = Program.runnel("chat", "-p", "acme", "Hi").with("RUNNEL_CLASSPATH", jar).run();
    assertThat(named).isEqualTo(new Program.Result(0, "Hello from acme\n", ""));

    // Official, so it needs no leave.
    var chosen = Program.runnel("chat", "Hi").with("RUNNEL_CLASSPATH", jar).run();
    assertThat(chosen).isEqualTo(named);
  }

  @Test
  void whereOnlyTheCredentialIsMissingTheExitCodeIs4AndTheVariableIsNamed() throws Exception {
    String needsKey = ".options(KEY).authentication(Authentication.requires(KEY))";
    Path jar = forge("Vault", provider("Vault", "vault", needsKey)).jar("vault.jar");
    Program chat = Program.runnel("chat", "-v", "-p", "vault", "Hi").with("RUNNEL_CLASSPATH", jar);

    var without = chat.run();
    assertThat(without.exit()).as(without.err()).isEqualTo(4);
    assertThat(without.out()).isEmpty();
    assertThat(without.err()).contains("ACME_API_KEY");

    var with = chat.with("ACME_API_KEY", "sesame-open").run();
    assertThat(with.exit()).as(with.err()).isZero();
    assertThat(with.out()).isEqualTo("Hello from vault\n");
    assertThat(with.err()).doesNotContain("sesame");
  }

  @Test
  void brokenProvidersAreListedWithTheirReasonsAndStopNobody() throws Exception {
    Map<String, String> reasons = new LinkedHashMap<>();
    String jars = acme().toString();
    for (var broken : broken(reasons).entrySet()) {
      jars += File.pathSeparator + broken.getValue().jar(broken.getKey());
    }

    var listed = Program.runnel("providers").with("RUNNEL_CLASSPATH", jars).run();

    assertThat(listed.exit()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("from acme.jar (1.2.3)", "AI.LS");
    Map<String, String> lines =
        reasons.keySet().stream()
            .collect(
                Collectors.toMap(
                    jar -> jar,
                    jar ->
                        listed
                            .out()
                            .lines()
                            .filter(line -> line.contains(jar))
                            .collect(Collectors.joining("\n"))));
    reasons.forEach((jar, reason) -> assertThat(lines.get(jar)).as(jar).contains(reason));

    var answered = Program.runnel("chat", "-p", "acme", "Hi").with("RUNNEL_CLASSPATH", jars).run();
    assertThat(answered.exit()).isZero();
    assertThat(answered.out()).isEqualTo("Hello from acme\n");

    var asked = Program.runnel("chat", "-p", "future", "Hi").with("RUNNEL_CLASSPATH", jars).run();
    assertThat(asked.exit()).isEqualTo(3);
    assertThat(asked.err()).contains("future.jar", "SPI generation").hasLineCount(1);
  }

  private Map<String, Forge> broken(Map<String, String> reasons) {
    Map<String, Forge> broken = new LinkedHashMap<>();
    broken.put(
        "missing.jar",
        forge("Missing", provider("Missing extends Base", "missing", ""))
            .source("acme.Base", "package acme; public class Base {}")
            .patch("acme.Base", bytes -> null));
    reasons.put("missing.jar", "a class it needs is missing: acme.Base");
    broken.put(
        "newer.jar",
        forge("Newer", provider("Newer", "newer", ""))
            .patch(
                "acme.Newer",
                bytes -> {
                  bytes[7] = (byte) 200; // the class file's major version
                  return bytes;
                }));
    reasons.put("newer.jar", "it needs a newer Java");
    broken.put(
        "throwing.jar",
        forge(
            "Throwing",
            provider("Throwing", "throwing", "")
                .replace(
                    "static final int",
                    "{ if (true) throw new IllegalStateException(\"no licence\"); }\n"
                        + "static final int")));
    reasons.put("throwing.jar", "no licence");
    broken.put(
        "malformed.jar",
        forge("Malformed", provider("Malformed", "malformed", "")).services("this is no class"));
    reasons.put("malformed.jar", "services");
    broken.put(
        "future.jar",
        forge("Future", provider("Future", "future", "").replace("= SPI_GENERATION;", "= 99;")));
    reasons.put("future.jar", "SPI generation");
    broken.put("twin.jar", forge("Twin", provider("Twin", "acme", "")));
    reasons.put("twin.jar", "acme.jar");
    return broken;
  }
}
