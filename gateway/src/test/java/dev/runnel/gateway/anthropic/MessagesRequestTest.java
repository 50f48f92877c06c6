package dev.runnel.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Extra;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request becomes. */
class MessagesRequestTest {
  private static Asked asked(String members) {
    String body = "{'model':'m','max_tokens':32000," + members + "}";
    return new AnthropicForm().read(body.replace('\'', '"').getBytes(UTF_8));
  }

  private static ChatRequest request(String members) {
    return asked(members + ",'messages':[{'role':'user','content':'Hi'}]").request();
  }

  private static List<Message> messages(String json) {
    return asked("'messages':" + json).request().messages();
  }

  @Test
  void settingsArriveAsTheyAre() {
    Asked asked =
        asked(
            "'stream':true,'temperature':0.5,'top_p':0.9,'stop_sequences':['a','b'],"
                + "'messages':[{'role':'user','content':'Hi'}]");

    assertThat(asked.streaming()).isTrue();
    ChatRequest request = asked.request();
    assertThat(request.model()).contains("m");
    assertThat(request.maxTokens()).hasValue(32000);
    assertThat(request.temperature()).hasValue(0.5);
    assertThat(request.topP()).hasValue(0.9);
    assertThat(request.stop()).containsExactly("a", "b");
    assertThat(request.messages()).containsExactly(Message.user("Hi"));
    assertThat(asked.ignored()).isEmpty();
    assertThat(asked.extras()).isEmpty();
  }

  @Test
  void whatOnlyAnthropicKnowsGoesToItAsItIs() {
    Asked asked =
        asked(
            "'top_k':5,'metadata':{'user_id':'u'},'service_tier':'auto',"
                + "'context_management':{'edits':[]},"
                + "'tools':[{'name':'t','input_schema':{},'strict':true}],"
                + "'tool_choice':{'type':'auto','disable_parallel_tool_use':true},"
                + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi',"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]}]");

    assertThat(asked.extras())
        .extracting(Extra::name)
        .containsExactlyInAnyOrder(
            "top_k", "metadata", "service_tier", "tool_choice", "cache_control");
    assertThat(asked.extras())
        .extracting(Extra::lost)
        .contains("tool_choice.disable_parallel_tool_use", "cache_control");
    assertThat(asked.ignored()).containsExactlyInAnyOrder("context_management", "tools.strict");
  }

  @Test
  void systemBlocksAreOneMessage() {
    assertThat(
            request("'system':[{'type':'text','text':'A'},{'type':'text','text':'B'}]").messages())
        .containsExactly(Message.system("A\n\nB"), Message.user("Hi"));
  }

  @Test
  void resultsOfToolsComeFirstAndTheirImagesAfterThem() {
    List<Message> messages =
        messages(
            "[{'role':'assistant','content':[{'type':'tool_use','id':'1','name':'look',"
                + "'input':{'at':1.50}}]},"
                + "{'role':'user','content':[{'type':'text','text':'Well?'},"
                + "{'type':'tool_result','tool_use_id':'1','is_error':true,'content':["
                + "{'type':'text','text':'a'},{'type':'text','text':'b'},"
                + "{'type':'image','source':{'type':'base64','media_type':'image/png',"
                + "'data':'AAE='}}]}]}]");

    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(Role.ASSISTANT, Role.TOOL, Role.USER);
    assertThat(messages.get(0).parts())
        .containsExactly(new ContentPart.ToolCall("1", "look", "{\"at\":1.50}"));
    ContentPart.ToolResult result = (ContentPart.ToolResult) messages.get(1).parts().get(0);
    assertThat(result.failed()).isTrue();
    assertThat(result.content()).startsWith("a\nb\n(An image");
    assertThat(messages.get(2).parts())
        .contains(
            ContentPart.Image.of("image/png", new byte[] {0, 1}), new ContentPart.Text("Well?"));
  }

  @Test
  void thoughtsKeepTheirSignatures() {
    assertThat(
            messages(
                    "[{'role':'user','content':'Hi'},{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':'hm','signature':'s'},"
                        + "{'type':'thinking','thinking':'unsigned','signature':''},"
                        + "{'type':'redacted_thinking','data':'d'}]}]")
                .get(1)
                .parts())
        .containsExactly(
            new ContentPart.Reasoning("hm", "s"),
            new ContentPart.Reasoning("unsigned", null),
            new ContentPart.Reasoning("", "d"));
  }

  @Test
  void imagesByAddressAndTextDocumentsArrive() {
    assertThat(
            messages(
                    "[{'role':'user','content':["
                        + "{'type':'image','source':{'type':'url','url':'https://a.example/b.jpg'}},"
                        + "{'type':'document','title':'T','source':{'type':'text',"
                        + "'media_type':'text/plain','data':'D'}}]}]")
                .get(0)
                .parts())
        .containsExactly(
            ContentPart.Image.at("image/jpeg", URI.create("https://a.example/b.jpg")),
            new ContentPart.Text("T\n\nD"));
  }

  @Test
  void toolsAndChoiceArrive() {
    ChatRequest request =
        request(
            "'tools':[{'type':'custom','name':'t','description':'d',"
                + "'input_schema':{'type':'object'}}],'tool_choice':{'type':'tool','name':'t'}");

    assertThat(request.tools()).containsExactly(new Tool("t", "d", "{\"type\":\"object\"}"));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.named("t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'thinking':{'type':'enabled','budget_tokens':1024}                | MINIMAL
          'thinking':{'type':'enabled','budget_tokens':4096}                | LOW
          'thinking':{'type':'enabled','budget_tokens':12000}               | MEDIUM
          'thinking':{'type':'enabled','budget_tokens':31999}               | HIGH
          'thinking':{'type':'adaptive'}                                    | HIGH
          'thinking':{'type':'adaptive'},'output_config':{'effort':'low'}   | LOW
          'thinking':{'type':'disabled'},'output_config':{'effort':'high'}  | NONE
          'thinking':{'type':'between_tools'}                               | NONE
          'output_config':{'effort':'xhigh'}                                | HIGH
          """)
  void thinkingIsAnEffort(String members, ReasoningEffort effort) {
    assertThat(request(members).reasoningEffort()).contains(effort);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}
          'output_format':{'type':'json_schema','schema':{'type':'object'}}
          """)
  void aSchemaArrives(String members) {
    assertThat(request(members).responseFormat())
        .isEqualTo(new ResponseFormat.JsonSchema("answer", "{\"type\":\"object\"}", true));
  }
}
