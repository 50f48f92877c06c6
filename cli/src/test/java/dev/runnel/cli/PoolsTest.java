package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that stand for several models, as the commands show them. */
class PoolsTest {
  @TempDir Path folder;

  @BeforeEach
  void reset() throws IOException {
    Play.reset();
    Path file = folder.resolve("runnel/runnel.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        [models]
        quick = "aunt/aunt-2"

        [models.fast]
        candidates = ["vault/v-1", "aunt/aunt-1"]
        strategy = "least-busy"
        """);
  }

  private Run.Result run(String... arguments) {
    return Run.command(arguments).variable("XDG_CONFIG_HOME", folder.toString()).result();
  }

  @Test
  void aPoolIsAModelToAskFor() {
    Run.Result result = run("chat", "-m", "quick", "Hello");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(Play.asked().request().model()).contains("aunt-2");
  }

  @Test
  void modelsListsPoolsFirstWithTheirMembers() {
    assertThat(run("models").out())
        .startsWith(
            "fast -> vault/v-1, aunt/aunt-1 (least-busy)\nquick -> aunt/aunt-2\nails/gpt-3.5-turbo\n");
    assertThat(run("models", "-p", "aunt").out()).doesNotContain("->");
  }

  @Test
  void poolsAreCompletedBehindTheModelFlag() {
    assertThat(run("complete", "model").out().lines()).contains("fast", "quick", "aunt/aunt-1");
  }

  @Test
  void routeSaysThatACandidateIsInAPoolAndWhyAnotherIsNotAsked() {
    Run.Result result = run("route", "-m", "fast");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("pool: fast, least-busy", "1. aunt/aunt-1", "VAULT_API_KEY");
    assertThat(run("route", "-m", "fast", "--json").out())
        .contains("\"pool\":{\"name\":\"fast\",\"strategy\":\"least-busy\",\"sticky\":false}");
  }
}
