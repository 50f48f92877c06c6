package dev.runnel.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told with its place. */
class RefusedRequestTest {
  private static final String HELLO = "'messages':[{'role':'user','content':'Hi'}]";
  private static final String TOOL = "'tools':[{'name':'t','input_schema':{'type':'object'}}]";

  private static Trouble refusal(String body) {
    try {
      new AnthropicForm().read(body.replace('\'', '"').getBytes(UTF_8));
    } catch (RefusedException e) {
      return e.trouble();
    }
    throw new AssertionError("It was taken: " + body);
  }

  /** A place, and what stands beside a good model and bound; quotes are apostrophes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          messages                            | 'stream':true
          x                                   | 'x':1,HELLO
          messages                            | 'messages':[]
          messages                            | 'messages':'Hi'
          messages.0                          | 'messages':['Hi']
          messages.0.role                     | 'messages':[{'content':'Hi'}]
          messages.0.role                     | 'messages':[{'role':'tool','content':'Hi'}]
          messages.0.content                  | 'messages':[{'role':'user'}]
          messages.0.content                  | 'messages':[{'role':'user','content':''}]
          messages.0.content                  | 'messages':[{'role':'user','content':[]}]
          messages.0.content                  | 'messages':[{'role':'user','content':7}]
          messages.0.name                     | 'messages':[{'role':'user','content':'Hi','name':'x'}]
          messages.0.content.0                | 'messages':[{'role':'user','content':['Hi']}]
          messages.0.content.0.type           | 'messages':[{'role':'user','content':[{'text':'Hi'}]}]
          messages.0.content.0.type           | 'messages':[{'role':'user','content':[{'type':'thinking','thinking':'x','signature':''}]}]
          messages.0.content.0.type           | 'messages':[{'role':'user','content':[{'type':'search_result'}]}]
          messages.0.content.0.text           | 'messages':[{'role':'user','content':[{'type':'text','text':1}]}]
          messages.0.content.0.source         | 'messages':[{'role':'user','content':[{'type':'image'}]}]
          messages.0.content.0.source.type    | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'x'}}]}]
          messages.0.content.0.source.data    | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'?'}}]}]
          messages.0.content.0.source.media_type | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/tiff','data':'AA=='}}]}]
          messages.0.content.0.source.url     | 'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'file:///etc/passwd'}}]}]
          messages.0.content.0.source.type    | 'messages':[{'role':'user','content':[{'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'AA=='}}]}]
          messages.0.content.0.tool_use_id    | 'messages':[{'role':'user','content':[{'type':'tool_result','content':'x'}]}]
          messages.0.content.0.content.0.type | 'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'x','content':[{'type':'tool_use'}]}]}]
          messages.0.content.0.input          | 'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'x','name':'y','input':'z'}]}]
          messages.0.content.0.data           | 'messages':[{'role':'assistant','content':[{'type':'redacted_thinking'}]}]
          messages.0.content.0.type           | 'messages':[{'role':'assistant','content':[{'type':'server_tool_use','id':'x'}]}]
          system                              | 'system':7,HELLO
          system.0.type                       | 'system':[{'type':'image'}],HELLO
          system.0.cache_control.type         | 'system':[{'type':'text','text':'x','cache_control':{'type':'eternal'}}],HELLO
          max_tokens                          | 'max_tokens':0,HELLO
          max_tokens                          | 'max_tokens':1.5,HELLO
          max_tokens                          | 'max_tokens':null,HELLO
          model                               | 'model':' ',HELLO
          model                               | 'model':7,HELLO
          stream                              | 'stream':'yes',HELLO
          temperature                         | 'temperature':1.5,HELLO
          top_p                               | 'top_p':'x',HELLO
          top_k                               | 'top_k':-1,HELLO
          stop_sequences                      | 'stop_sequences':'x',HELLO
          stop_sequences.1                    | 'stop_sequences':['x',1],HELLO
          metadata.email                      | 'metadata':{'email':'x'},HELLO
          service_tier                        | 'service_tier':'gold',HELLO
          mcp_servers                         | 'mcp_servers':[{}],HELLO
          container                           | 'container':'x',HELLO
          inference_geo                       | 'inference_geo':'eu',HELLO
          tools                               | 'tools':{},HELLO
          tools.0.name                        | 'tools':[{'input_schema':{}}],HELLO
          tools.0.input_schema                | 'tools':[{'name':'t'}],HELLO
          tools.0.input_schema                | 'tools':[{'name':'t','input_schema':'x'}],HELLO
          tools.0.type                        | 'tools':[{'type':'web_search_20250305','name':'web_search'}],HELLO
          tools.1.name                        | 'tools':[{'name':'t','input_schema':{}},{'name':'t','input_schema':{}}],HELLO
          tools.0.allowed_callers.0           | 'tools':[{'name':'t','input_schema':{},'allowed_callers':['code']}],HELLO
          tool_choice                         | 'tool_choice':{'type':'any'},HELLO
          tool_choice.type                    | 'tool_choice':{'type':'some'},TOOL,HELLO
          tool_choice.name                    | 'tool_choice':{'type':'tool'},TOOL,HELLO
          tool_choice.name                    | 'tool_choice':{'type':'tool','name':'u'},TOOL,HELLO
          thinking.type                       | 'thinking':{'type':'maybe'},HELLO
          thinking.budget_tokens              | 'thinking':{'type':'enabled'},HELLO
          thinking.budget_tokens              | 'thinking':{'type':'enabled','budget_tokens':10},HELLO
          thinking.budget_tokens              | 'thinking':{'type':'enabled','budget_tokens':9000},HELLO
          output_config.effort                | 'output_config':{'effort':'most'},HELLO
          output_config.format.type           | 'output_config':{'format':{'type':'xml','schema':{}}},HELLO
          output_config.format.schema         | 'output_config':{'format':{'type':'json_schema'}},HELLO
          output_format                       | 'output_config':{'format':{'type':'json_schema','schema':{}}},'output_format':{'type':'json_schema','schema':{}},HELLO
          """)
  void aFieldIsToldWithItsPlace(String place, String members) {
    String all = members.replace("HELLO", HELLO).replace("TOOL", TOOL);
    String model = all.contains("'model'") ? "" : "'model':'m',";
    String bound = all.contains("'max_tokens'") ? "" : "'max_tokens':4096,";

    Trouble trouble = refusal("{" + model + bound + all + "}");

    assertThat(trouble.kind()).isEqualTo(Trouble.Kind.INVALID_REQUEST);
    assertThat(trouble.parameter()).contains(place);
    String told = new String(new AnthropicForm().error(trouble, "req_1"), UTF_8);
    assertThat(told).contains("\"invalid_request_error\",\"message\":\"" + place + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{} {}", "{'a':1,'a':2}", "\ufffd"})
  void whatIsNoObjectIsRefused(String body) {
    assertThat(refusal(body).kind()).isEqualTo(Trouble.Kind.INVALID_REQUEST);
  }

  @Test
  void whatIsNestedWithoutEndIsRefused() {
    String deep = "{\"a\":".repeat(100_000);

    assertThatThrownBy(() -> new AnthropicForm().read(deep.getBytes(UTF_8)))
        .isInstanceOf(RefusedException.class);
  }
}
