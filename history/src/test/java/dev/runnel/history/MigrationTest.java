package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Message;
import dev.runnel.history.HistoryException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Files of other versions, and files that are none of ours. */
class MigrationTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aFile() {
    file = folder.resolve("log.db");
  }

  @Test
  void aFileOfVersionOneKeepsAllAndCanBeSearched() throws Exception {
    run(resource("version-1.sql"));

    try (ConversationLog log = ConversationLog.open(file)) {
      Conversation read = log.latest().orElseThrow();
      assertThat(read.messages())
          .containsExactly(
              Message.user("Where do rivers end?"),
              Message.assistant("In the sea."),
              Message.user("All of them?"),
              Message.assistant("Some in a des"));
      assertThat(read.exchanges())
          .extracting(LoggedExchange::state)
          .containsExactly(ExchangeState.COMPLETED, ExchangeState.INTERRUPTED);
      assertThat(read.exchanges().get(0).took()).contains(Duration.ofSeconds(1));
      assertThat(log.search(List.of("rivers"), 5)).hasSize(1);
      assertThat(log.search(List.of("sea"), 5)).hasSize(1);
      assertThat(log.search(List.of("des"), 5)).hasSize(1);
    }
    assertThat(version()).isEqualTo(Schema.VERSION);
  }

  @Test
  void aFileThatWasMigratedIsLikeANewOne() throws Exception {
    run(resource("version-1.sql"));
    ConversationLog.open(file).close();
    List<String> migrated = shape();
    file = folder.resolve("new.db");
    ConversationLog.open(file).close();

    assertThat(migrated).isEqualTo(shape()).isNotEmpty();
  }

  @Test
  void manyMayMigrateAtOnce() throws Exception {
    run(resource("version-1.sql"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> opened = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        opened.add(threads.submit(() -> ConversationLog.open(file).close()));
      }
      for (Future<?> one : opened) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(version()).isEqualTo(Schema.VERSION);
  }

  @Test
  void aFileOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
    ConversationLog.open(file).close();
    run("PRAGMA user_version = 99");

    assertThatThrownBy(() -> ConversationLog.open(file))
        .isInstanceOfSatisfying(
            HistoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NEWER))
        .hasMessage(
            "The log of conversations, "
                + file
                + ", was written by a newer runnel (its version is 99, this program knows 2). Use"
                + " that runnel, or move the file away and a new one is begun.");
    assertThat(version()).isEqualTo(99);
  }

  @Test
  void somebodyElsesDatabaseIsRefusedAndLeftAlone() throws Exception {
    run("CREATE TABLE recipes (name TEXT)");

    assertThatThrownBy(() -> ConversationLog.open(file))
        .hasMessageContaining("is a database, but no log of conversations");
    assertThat(shape()).containsExactly("CREATE TABLE recipes (name TEXT)");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(file, "Dear diary. ".repeat(1_000));

    assertThatThrownBy(() -> ConversationLog.open(file))
        .isInstanceOfSatisfying(
            HistoryException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
        .hasMessageContaining("mv " + file + " " + file + ".damaged");
    assertThat(file).hasContent("Dear diary. ".repeat(1_000));
  }

  @Test
  void anEmptyFileIsBegun() throws IOException {
    Files.createFile(file);

    try (ConversationLog log = ConversationLog.open(file)) {
      assertThat(log.list(5)).isEmpty();
    }
  }

  @Test
  void thereIsNoLogToOpenWhereThereIsNone() {
    assertThat(ConversationLog.openIfThere(file)).isEqualTo(Optional.empty());
    assertThat(folder).isEmptyDirectory();
  }

  private int version() throws SQLException {
    try (Connection connection = connect()) {
      return Schema.versionOf(new Sql(connection));
    }
  }

  private List<String> shape() throws SQLException {
    try (Connection connection = connect()) {
      return new Sql(connection)
          .rows(
              "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name",
              row -> row.getString(1).replaceAll("\\s+", " "));
    }
  }

  private void run(String script) throws SQLException {
    try (Connection connection = connect()) {
      new Sql(connection).script(script);
    }
  }

  private Connection connect() throws SQLException {
    return new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = MigrationTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
