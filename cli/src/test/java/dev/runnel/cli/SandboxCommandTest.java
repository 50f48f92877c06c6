package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Run;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SandboxCommandTest {
  @Test
  void servesUntilInterruptedAndSaysHowToUseIt() throws Exception {
    CountDownLatch invited = new CountDownLatch(1);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            invited.countDown();
          }
        };
    Run run = Run.command("sandbox", "--pace", "none").stdout(out);
    CompletableFuture<Run.Result> result = CompletableFuture.supplyAsync(run::result);
    assertThat(invited.await(30, TimeUnit.SECONDS)).isTrue();
    String invitation = out.toString(StandardCharsets.UTF_8);
    Matcher origin = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)").matcher(invitation);

    assertThat(origin.find()).isTrue();
    assertThat(invitation)
        .contains("  runnel chat -p ails -o ails.base-url=" + origin.group() + " \"Hello\"\n")
        .contains(
            "  OPENAI_API_KEY=any runnel chat -p openai -o openai.base-url="
                + origin.group()
                + "/v1 \"Hello\"\n");
    int port = Integer.parseInt(origin.group(1));
    new Socket(InetAddress.getLoopbackAddress(), port).close();
    run.interruption().fire();
    assertThat(result.get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(130);
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run.Result result = Run.of("sandbox", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .startsWith("error: Port " + taken.getLocalPort() + " cannot be opened: ")
          .endsWith("port?\n")
          .hasLineCount(1);
    }
  }

  @Test
  void refusesWhatIsNoPortOrPace() {
    assertThat(Run.of("sandbox", "--port", "70000").err())
        .isEqualTo("error: A port is 0 to 65535, not 70000.\n");
    assertThat(Run.of("sandbox", "--pace", "quick"))
        .isEqualTo(
            new Run.Result(
                2, "", "error: A pace is model, none, or a time such as 50ms, not 'quick'.\n"));
  }

  @Test
  void listsFaults() {
    Run.Result result = Run.of("sandbox", "--list-faults");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).containsPattern("(?m)^fault-reset +\\S");
  }
}
