package dev.runnel.distribution.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.distribution.Program;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library in somebody's program: found and streaming alike on the class path and on the module
 * path, where the program requires the core alone and the providers are bound as services.
 */
class PathsIT {
  private static final String MODULE =
      """
      module acme.app {
        requires dev.runnel.core;
      }
      """;

  private static final String PROGRAM =
      """
      package acme.app;

      import dev.runnel.api.ChatRequest;
      import dev.runnel.api.Outcome;
      import dev.runnel.discovery.Providers;
      import dev.runnel.spi.EndpointConfig;
      import dev.runnel.spi.StandardOptions;

      public class Main {
        static String baseUrl(String[] args, String id) {
          for (String arg : args) {
            if (arg.startsWith(id + "=")) {
              return arg.substring(id.length() + 1);
            }
          }
          throw new IllegalArgumentException(id);
        }

        public static void main(String[] args) throws Exception {
          System.err.println("module " + Main.class.getModule().getName());
          try (Providers providers = Providers.discover()) {
            System.out.println("broken " + providers.quarantined());
            for (var found : providers.found()) {
              System.err.println("provider's module " + found.provider().getClass().getModule().getName());
              var config =
                  EndpointConfig.builder(found.description())
                      .set(StandardOptions.BASE_URL, baseUrl(args, found.id()));
              if (found.description().authentication().required()) {
                found.description().authentication().options().forEach(key -> config.set(key, "sk-test"));
              }
              var call = providers.connect(config.build()).call(ChatRequest.of("Hi"));
              System.out.print(found.id() + ": ");
              call.stream(System.out::print);
              Outcome outcome = call.outcome().toCompletableFuture().get();
              System.out.println(" " + outcome.getClass().getSimpleName());
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aProgramStreamsAlikeOnTheClassPathAndOnTheModulePath() throws IOException {
    Path lib = Program.distribution().resolve("lib");
    Path classes = compiled(lib);
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.always(Script.answer("Grüße", ", ", "Welt"));

      Program.Result onClassPath =
          run(sandbox, "-cp", classes + File.pathSeparator + lib + "/*", "acme.app.Main");
      Program.Result onModulePath =
          run(sandbox, "-p", classes + File.pathSeparator + lib, "-m", "acme.app/acme.app.Main");

      assertThat(onClassPath.exit()).as(onClassPath.err()).isZero();
      assertThat(onModulePath.exit()).as(onModulePath.err()).isZero();
      assertThat(onModulePath.out()).isEqualTo(onClassPath.out());
      assertThat(onClassPath.out())
          .isEqualTo(
              """
              broken []
              ails: Grüße, Welt Completed
              anthropic: Grüße, Welt Completed
              gemini: Grüße, Welt Completed
              gravityengine: Grüße, Welt Completed
              lockchat: Grüße, Welt Completed
              ollama: Grüße, Welt Completed
              openai: Grüße, Welt Completed
              yqcloud: Grüße, Welt Completed
              """);
      assertThat(onClassPath.err()).contains("module null", "provider's module null");
      assertThat(onModulePath.err())
          .contains("module acme.app", "provider's module dev.runnel.provider.ails")
          .doesNotContain("null");
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  private static Program.Result run(Sandbox sandbox, String... arguments) {
    List<Object> all = new ArrayList<>(List.of("-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8"));
    all.addAll(List.of(arguments));
    Sandbox.services().forEach(id -> all.add(id + "=" + sandbox.baseUrl(id)));
    return Program.java(all.toArray()).run();
  }

  private Path compiled(Path lib) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path module = Files.writeString(sources.resolve("module-info.java"), MODULE);
    Path main = Files.writeString(sources.resolve("Main.java"), PROGRAM);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-p",
                lib.toString(),
                "-d",
                classes.toString(),
                module.toString(),
                main.toString());
    assertThat(exit).isZero();
    return classes;
  }
}
