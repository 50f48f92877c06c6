package dev.runnel.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The way of somebody who has never seen Runnel: the project that the archetype makes, changed
 * until it speaks to his service, held to the contract outside of this build, published to his
 * company's repository, installed from there by a colleague, and asked.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class StrangersWayIT {
  /** Made by the build of module archetype, with the archetype that it has just built. */
  private static final Path MADE =
      Path.of("../archetype/target/test-classes/projects/acme/project/acme-provider");

  @TempDir Path folder;
  private HttpServer service;

  @BeforeEach
  void acmesServiceIsUp() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/chat",
        exchange -> {
          byte[] asked = exchange.getRequestBody().readAllBytes();
          String key = exchange.getRequestHeaders().getFirst("authorization");
          boolean known = new String(asked, UTF_8).contains("\"Hello\"") && "Bearer k".equals(key);
          byte[] answer =
              (known
                      ? "{\"reply\": \"Welcome\"}\n{\"reply\": \" to Acme\"}\n{\"done\": true}\n"
                      : "{\"error\": {\"message\": \"not as Acme wants it\"}}\n")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().set("content-type", "application/x-ndjson");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void fromTheArchetypeToAnAnswer() throws IOException {
    Path project = folder.resolve("acme-provider");
    copy(MADE, project);
    LocalMaven maven = new LocalMaven(folder);
    assertThat(project.resolve("README.md")).content().contains("-p acme \"Hello\"");

    // As it is made it speaks to nobody's service. This is all that Acme needs.
    for (String file :
        List.of("main/java/com/acme/chat/AcmeReader", "test/java/com/acme/chat/AcmeFormat")) {
      Path source = project.resolve("src").resolve(file + ".java");
      Files.writeString(source, Files.readString(source).replace("\"text\"", "\"reply\""));
    }
    var built = maven.run(project, "verify");

    assertThat(built.exit()).as(built.out() + built.err()).isZero();
    assertThat(report(project))
        .startsWith("com.acme.chat.AcmeContractTest: ")
        .contains(" 0 broken, ", " 0 not run", "kept     10.4 ");
    Path jar = project.resolve("target/acme-provider-1.0.jar");

    var verified = Program.runnel("plugins", "verify", jar).run();
    assertThat(verified.exit()).as(verified.out()).isZero();
    Path repository = folder.resolve("companys-repository");
    LocalMaven.publish(repository, "com.acme:acme-provider:1.0", project.resolve("pom.xml"), jar);
    try (FolderServer server = new FolderServer(repository)) {
      maven.settingsOf(folder.resolve("colleague"), "company", server.address());
      theColleague(server);
    }
  }

  private void theColleague(FolderServer server) {
    var installed = colleague("plugins", "install", "com.acme:acme-provider").run();
    assertThat(installed)
        .isEqualTo(
            new Program.Result(
                0, "acme 1.0 (1 jar) installed; ask it: runnel chat -p acme \"Hello\"\n", ""));
    assertThat(server.asked()).contains("/com/acme/acme-provider/1.0/acme-provider-1.0.jar.sha1");

    var listed = colleague("plugins", "list").run();
    assertThat(listed.out())
        .startsWith("acme  1.0  SPI 1  ")
        .endsWith("  com.acme:acme-provider:1.0\n")
        .hasLineCount(1);

    String at = "acme.base-url=" + address();
    var answered =
        colleague("chat", "-p", "acme", "-o", at, "Hello").with("ACME_API_KEY", "k").run();
    assertThat(answered).isEqualTo(new Program.Result(0, "Welcome to Acme\n", ""));

    var removed = colleague("plugins", "remove", "acme").run();
    assertThat(removed).isEqualTo(new Program.Result(0, "acme 1.0 removed\n", ""));
    assertThat(colleague("plugins", "list").run().out()).isEmpty();
  }

  /** Somebody who has Runnel, and Maven's settings as his company wants them. */
  private Program colleague(Object... arguments) {
    Path home = folder.resolve("colleague");
    return Program.runnel(arguments).with("HOME", home).with("XDG_DATA_HOME", home.resolve("data"));
  }

  private String address() {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }

  private static String report(Path project) throws IOException {
    return Files.readString(
        project.resolve("target/runnel-contract/com.acme.chat.AcmeContractTest.txt"));
  }

  private static void copy(Path from, Path to) throws IOException {
    assertThat(from).as("made by `mvn -pl archetype integration-test`").isDirectory();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
