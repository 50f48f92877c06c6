package dev.runnel.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TalkTest {
  private final Message question = Message.user("1?");
  private final Message answer = Message.assistant("One.");
  private final Talk talk = new Talk(List.of(Message.system("S"), question, answer));

  @Test
  void beginsWithHowTheModelIsToBehave() {
    assertThat(talk.system()).contains("S");
    assertThat(talk.size()).isEqualTo(2);
    talk.system(Optional.empty());
    assertThat(talk.messages()).containsExactly(question, answer);
  }

  @Test
  void keepsAQuestionWithoutAnAnswerApart() {
    Message second = Message.user("2?");
    talk.keep(second);

    assertThat(talk.messages()).containsExactly(Message.system("S"), question, answer);
    assertThat(talk.lastQuestion()).contains(second);
    talk.takeBack();
    assertThat(talk.size()).isEqualTo(2);
  }

  @Test
  void takesTheLastAnswerBackAndGivesItBack() {
    List<Message> before = talk.takeBack();
    assertThat(talk.messages()).containsExactly(Message.system("S"));
    talk.restore(before);

    assertThat(talk.messages()).containsExactly(Message.system("S"), question, answer);
    assertThat(talk.lastQuestion()).contains(question);
  }
}
