package dev.runnel.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesWriterTest {
  @TempDir Path folder;

  @Test
  void writesWhatIsReadAgain() {
    List<Message> messages =
        List.of(
            Message.system("S"),
            new Message(
                Role.USER,
                List.of(
                    ContentPart.Image.of("image/png", new byte[] {1, 2, 3}),
                    new ContentPart.Text("What\nis \"this\"?"))),
            Message.assistant("A 你好."));
    String file = folder.resolve("talk.json").toString();
    MessagesWriter.write(file, messages, false);

    assertThat(MessagesFile.read(file)).isEqualTo(messages);
  }

  @Test
  void leavesOutWhatOnlyItsServiceUnderstands() throws Exception {
    Message answer =
        new Message(
            Role.ASSISTANT,
            List.of(new ContentPart.Reasoning("Hm.", "signed"), new ContentPart.Text("Yes.")));

    assertThat(MessagesWriter.text(List.of(answer, Message.toolResult("id", "r"))))
        .isEqualTo("[{\"role\":\"assistant\",\"content\":\"Yes.\"}]\n");
  }

  @Test
  void replacesAFileOnlyWhereThatIsWanted() throws Exception {
    Path file = Files.writeString(folder.resolve("talk.json"), "mine");
    List<Message> messages = List.of(Message.user("1?"));

    assertThatThrownBy(() -> MessagesWriter.write(file.toString(), messages, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("/save --overwrite");
    assertThat(file).hasContent("mine");
    MessagesWriter.write(file.toString(), messages, true);
    assertThat(MessagesFile.read(file.toString())).isEqualTo(messages);
  }
}
