package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.spi.EndpointConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What plugins leave behind that were loaded, used over HTTP, and let go of. */
@Isolated("it counts the classes of the whole process")
@Timeout(120)
class UnloadTest {
  private static final int CYCLES = Integer.getInteger("runnel.plugins.cycles", 200);
  private static final int WARM_UP = 10;

  @TempDir Path folder;

  @Test
  void afterTwoHundredCyclesNoLoaderIsLeftAndTheMetaspaceHasNotGrown() throws Exception {
    Workshop.provider("acme.Acme", Sources.overHttp("acme.Acme", "acme"))
        .jar(folder.resolve("guests/acme.jar"));
    Workshop.provider("acme.Resident", Sources.overHttp("acme.Resident", "resident"))
        .jar(folder.resolve("residents/resident.jar"));
    Plugins guests = Plugins.in(List.of(folder.resolve("guests")));
    Unloaded unloaded = new Unloaded();

    // As in a gateway: its threads, its event loops and another plugin go on all the while. The
    // first guest starts the event loops, which outlive it since the resident uses them, too.
    try (Sandbox sandbox = Sandbox.start();
        CallRuntime runtime = CallRuntime.create();
        Providers residents = load(Plugins.in(List.of(folder.resolve("residents"))), runtime)) {
      String baseUrl = sandbox.baseUrl("openai").toString();
      ChatClient resident = residents.connect(config(residents, "resident", baseUrl));
      for (int i = 0; i < WARM_UP; i++) {
        cycle(guests, unloaded, runtime, baseUrl, resident);
      }
      unloaded.await();
      long classesBefore = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      long bytesBefore = metaspace();

      for (int i = 0; i < CYCLES; i++) {
        cycle(guests, unloaded, runtime, baseUrl, resident);
      }
      unloaded.await();
      long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      long bytes = metaspace();
      System.getLogger("dev.runnel.plugins.test")
          .log(
              System.Logger.Level.INFO,
              CYCLES
                  + " cycles: loaders left 0; classes "
                  + classesBefore
                  + " -> "
                  + classes
                  + "; metaspace "
                  + bytesBefore / 1024
                  + " -> "
                  + bytes / 1024
                  + " KiB");

      // A leak of one class a cycle would show; the JDK's own late lambdas do not count.
      assertThat(classes - classesBefore).isLessThan(CYCLES / 2);
      // One loader alone takes more than 6 KiB.
      assertThat(bytes - bytesBefore).isLessThan(CYCLES * 3L * 1024);
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  private static void cycle(
      Plugins plugins,
      Unloaded unloaded,
      CallRuntime runtime,
      String baseUrl,
      ChatClient resident) {
    try (Providers providers = load(plugins, runtime)) {
      ask(providers.connect(config(providers, "acme", baseUrl)));
      ask(resident);
      unloaded.add(providers, "acme");
    }
  }

  private static Providers load(Plugins plugins, CallRuntime runtime) {
    return plugins.addTo(Providers.builder().only().runtime(runtime)).discover();
  }

  private static EndpointConfig config(Providers providers, String id, String baseUrl) {
    return EndpointConfig.builder(providers.require(id).description())
        .set("base-url", baseUrl)
        .build();
  }

  private static void ask(ChatClient client) {
    assertThat(client.call(ChatRequest.of("Hi")).answer().toCompletableFuture().join().text())
        .isNotEmpty();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }
}
