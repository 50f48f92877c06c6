package dev.runnel.gateway.anthropic;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code system} and {@code messages}. */
final class ConversationReader {
  private static final Set<String> ROLES = Set.of("user", "assistant", "system");
  private static final Set<String> MESSAGE = Set.of("role", "content");

  private final BlockReader blocks;
  private final List<Message> messages = new ArrayList<>();

  ConversationReader(Leftovers leftovers) {
    this.blocks = new BlockReader(leftovers);
  }

  List<Message> read(Field system, Field conversation) {
    if (system.present()) {
      String text = plainText(system);
      if (!text.isEmpty()) {
        messages.add(Message.system(text));
      }
    }
    List<Field> said = conversation.elements();
    if (said.isEmpty()) {
      throw conversation.refused("At least one message is required");
    }
    for (int i = 0; i < said.size(); i++) {
      readMessage(said.get(i).only(MESSAGE), i == said.size() - 1);
    }
    return messages;
  }

  /** Blocks are joined as paragraphs: many services take one system message and no more. */
  private String plainText(Field text) {
    return text.isText()
        ? text.text()
        : text.elements().stream().map(blocks::text).collect(Collectors.joining("\n\n"));
  }

  private void readMessage(Field message, boolean last) {
    String role = message.need("role").word(ROLES);
    Field content = message.need("content");
    boolean own = role.equals("assistant");
    boolean empty = content.isText() ? content.text().isEmpty() : content.elements().isEmpty();
    if (empty && own && last) {
      return; // a beginning of the answer that says nothing
    }
    if (empty) {
      throw content.refused("Messages must have content, except for a last one of the assistant");
    }
    if (role.equals("system")) {
      messages.add(Message.system(plainText(content)));
    } else if (content.isText()) {
      messages.add(Message.of(own ? Role.ASSISTANT : Role.USER, content.text()));
    } else if (own) {
      messages.add(
          new Message(Role.ASSISTANT, content.elements().stream().map(blocks::ofModel).toList()));
    } else {
      readUser(content);
    }
  }

  /** Results of tools are a message of their own here; images in them, of the user's after it. */
  private void readUser(Field content) {
    List<ContentPart> results = new ArrayList<>();
    List<ContentPart> shown = new ArrayList<>();
    List<ContentPart> said = new ArrayList<>();
    for (Field block : content.elements()) {
      if (BlockReader.isResult(block)) {
        results.add(blocks.result(block, shown));
      } else {
        said.add(blocks.ofUser(block));
      }
    }
    if (!results.isEmpty()) {
      messages.add(new Message(Role.TOOL, results));
    }
    shown.addAll(said);
    if (!shown.isEmpty()) {
      messages.add(new Message(Role.USER, shown));
    }
  }
}
