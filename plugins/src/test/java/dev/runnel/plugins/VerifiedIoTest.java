package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.plugins.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What verifying a jar says of one that does I/O, or hangs, before it is asked something. */
@Isolated("it records the sockets and files of the whole process")
@Timeout(120)
class VerifiedIoTest {
  private static final String NONE =
      "it touches no socket and no file but its own before it is asked something";
  private static final String DESCRIBE = "return ProviderDescription";
  private static final String CONNECT = "return new Driver";

  @TempDir Path folder;

  /** One that runs this first. */
  private Path jar(String before, String code) throws IOException {
    String source =
        Sources.answering(
                "acme.Acme",
                "acme",
                "\"Hello\"",
                "static void io() throws Exception { " + code + " }")
            .replace(before, "try { io(); } catch (Exception e) { }\n" + before);
    return Workshop.provider("acme.Acme", source)
        .entry("acme/words.txt", "words")
        .jar(folder.resolve("acme.jar"));
  }

  private static String told(Path jar, Verdict verdict) {
    List<Finding> findings = PluginVerification.of(jar);
    return findings.stream()
        .filter(one -> one.verdict() == verdict)
        .map(Finding::text)
        .reduce("", (all, one) -> all + one + "\n");
  }

  @Test
  void oneThatDoesNoneAndOneThatReadsItsOwnJarAreWell() throws IOException {
    Workshop.provider("acme.Http", Sources.overHttp("acme.Http", "http"))
        .jar(folder.resolve("http.jar"));

    assertThat(told(folder.resolve("http.jar"), Verdict.OK)).contains(NONE);
    assertThat(
            told(
                jar(
                    DESCRIBE,
                    "try (var in = Acme.class.getResourceAsStream(\"words.txt\")) {"
                        + " in.readAllBytes(); } java.util.Currency.getInstance(\"EUR\");"
                        + " new java.security.SecureRandom().nextInt();"),
                Verdict.OK))
        .contains(NONE);
  }

  @Test
  void aConnectionIsAProblemAlsoOneThatIsRefusedOrMadeOnAnotherThread() throws IOException {
    try (ServerSocket service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String connect =
          "try (var socket = new java.net.Socket(\"127.0.0.1\", %d)) {"
                  .formatted(service.getLocalPort())
              + " socket.getOutputStream().write(1); }";

      assertThat(told(jar(DESCRIBE, connect), Verdict.PROBLEM))
          .matches(
              "it opens connections before it is asked something: .*:\\d+, in acme.Acme.io, line \\d+\n");
      assertThat(told(jar(CONNECT, connect), Verdict.PROBLEM)).contains(", in acme.Acme.io, line ");
      assertThat(
              told(
                  jar(
                      DESCRIBE,
                      "var address = java.net.URI.create(\"http://127.0.0.1:1/\");"
                          + " java.net.http.HttpClient.newHttpClient().send("
                          + " java.net.http.HttpRequest.newBuilder(address).build(),"
                          + " java.net.http.HttpResponse.BodyHandlers.ofString());"),
                  Verdict.PROBLEM))
          .contains("it opens connections before it is asked something: java.net.ConnectException");
    }
  }

  @Test
  void aFileThatIsNotItsOwnIsWorthALine() throws IOException {
    Path secret = Files.writeString(folder.resolve("settings.txt"), "x");

    Path jar =
        jar(
            DESCRIBE,
            "java.nio.file.Files.readString(java.nio.file.Path.of(\"%s\"));".formatted(secret));

    assertThat(told(jar, Verdict.PROBLEM)).isEmpty();
    assertThat(told(jar, Verdict.ADVICE))
        .contains("it touches files before it is asked something: " + secret + ", in acme.Acme.io");
  }

  @Test
  void oneThatHangsIsGivenUpWithTheLineThatItHangsIn() throws IOException {
    Path jar = jar(DESCRIBE, "new java.util.concurrent.CountDownLatch(1).await();");

    assertThat(PluginVerification.of(jar, Duration.ofSeconds(2)))
        .filteredOn(one -> one.verdict() == Verdict.PROBLEM)
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .matches(
            "it does not come back within 2 s from being loaded: it is in acme\\.Acme\\.io, line \\d+");
  }
}
