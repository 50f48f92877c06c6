package dev.runnel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index says what the rows say, whatever is done to them. */
class SearchIndexTest {
  @TempDir Path folder;

  @Test
  void aTextThatIsRewrittenIsFoundByItsNewWordsOnly() throws Exception {
    Path file = folder.resolve("log.db");
    try (Talk talk = new Talk(file)) {
      talk.exchange(talk.writer().newConversation(), Optional.empty(), "red", "green");
    }

    try (Database database = Database.open(file, Duration.ofSeconds(1));
        ConversationLog log = ConversationLog.open(file)) {
      database.alone("UPDATE parts SET text = 'blue' WHERE text = 'green'");
      assertThat(log.search(List.of("blue"), 5)).hasSize(1);
      assertThat(log.search(List.of("green"), 5)).isEmpty();

      database.alone("UPDATE parts SET searchable = 0 WHERE text = 'blue'");
      assertThat(log.search(List.of("blue"), 5)).isEmpty();

      database.alone("UPDATE parts SET searchable = 1 WHERE text = 'blue'");
      assertThat(log.search(List.of("blue"), 5)).hasSize(1);

      // Fails where the index and the rows differ.
      database.alone("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
    }
  }
}
