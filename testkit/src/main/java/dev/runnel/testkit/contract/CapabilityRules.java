package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;
import static dev.runnel.testkit.contract.Lines.whole;

import dev.runnel.api.Answer;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Outcome;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Support;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Tool;
import dev.runnel.api.Warning;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.spi.Driver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Chapter 8: capabilities tell the truth. */
interface CapabilityRules extends Chapter {
  /** An image that nobody else sends, and how it looks in Base64. */
  byte[] IMAGE = "\u0089PNG\r\n\u001a\nrunnel-contract".getBytes(StandardCharsets.ISO_8859_1);

  /** A tool that nobody else offers. */
  Tool TOOL =
      new Tool(
          "contract_lookup",
          "Looks something up",
          "{\"type\":\"object\",\"properties\":{\"contract_city\":{\"type\":\"string\"}},"
              + "\"required\":[\"contract_city\"],\"additionalProperties\":false}");

  /** A schema that nobody else has. */
  ResponseFormat SCHEMA =
      new ResponseFormat.JsonSchema(
          "contract_answer",
          "{\"type\":\"object\",\"properties\":{\"contract_colour\":{\"type\":\"string\"}},"
              + "\"required\":[\"contract_colour\"],\"additionalProperties\":false}",
          true);

  @Test
  default void rule_8_1_streamingShowsContentAsItComes() {
    Ground on = ground();
    on.needs(Feature.STREAMING);
    on.needsContentBeforeTheEnd();
    Gate gate = Gate.shut();

    Hearing hearing =
        on.listen(begun().tokens("one.", "two.").hold(gate).tokens("three").finish().end());

    on.await(
        "what the service has sent is shown before it sends more",
        () -> hearing.text().startsWith("one.two."),
        hearing,
        hearing::toString);
    gate.open();
    on.toTheEnd(hearing);
  }

  @Test
  default void rule_8_2_systemMessagesReachTheService() {
    Ground on = ground();
    on.needs(Feature.SYSTEM_MESSAGES);

    carries(
        on,
        ChatRequest.builder().system("contract-system-words").user("Hello").build(),
        "contract-system-words");
  }

  @Test
  default void rule_8_3_earlierMessagesReachTheService() {
    Ground on = ground();
    on.needs(Feature.MULTI_TURN);

    carries(
        on,
        ChatRequest.builder()
            .user("contract-earlier-question")
            .assistant("contract-earlier-answer")
            .user("contract-last-question")
            .build(),
        "contract-earlier-question",
        "contract-earlier-answer",
        "contract-last-question");
  }

  @Test
  default void rule_8_4_imagesReachTheService() {
    Ground on = ground();
    on.needs(Feature.IMAGES);

    carries(on, withImage(), Base64.getEncoder().encodeToString(IMAGE));
  }

  @Test
  default void rule_8_5_toolsReachTheService() {
    Ground on = ground();
    on.needs(Feature.TOOLS);

    carries(
        on,
        ChatRequest.builder().user("Hello").tools(TOOL).build(),
        "contract_lookup",
        "contract_city");
  }

  @Test
  default void rule_8_6_toolCallsReachTheCaller() {
    Ground on = ground();
    Utterance.ToolCall call = call(0, "call-1", "contract_lookup", "contract_city", "Bern");
    on.needs(Feature.TOOLS, call);

    Hearing hearing =
        on.hear(
            begun().say(call).finish(FinishReason.Kind.TOOL_CALLS).end(),
            ChatRequest.builder().user("Hello").tools(TOOL).build());

    Expect.completed(on, hearing);
    heardCalls(on, hearing, call);
  }

  @Test
  default void rule_8_7_severalToolCallsReachTheCallerApart() {
    Ground on = ground();
    String bern = "{\"contract_city\":\"Bern\"}";
    String oslo = "{\"contract_city\":\"Oslo\"}";
    Utterance.ToolCall one = new Utterance.ToolCall(0, "call-1", "contract_lookup", List.of(bern));
    Utterance.ToolCall two = new Utterance.ToolCall(1, "call-2", "contract_lookup", List.of(oslo));
    on.needs(Feature.TOOLS, one);
    on.needs(Feature.PARALLEL_TOOL_CALLS, one);

    Hearing hearing =
        on.hear(
            begun().say(one).say(two).finish(FinishReason.Kind.TOOL_CALLS).end(),
            ChatRequest.builder().user("Hello").tools(TOOL).build());

    heardCalls(on, hearing, one, two);
  }

  @Test
  default void rule_8_8_toolResultsReachTheService() {
    Ground on = ground();
    on.needs(Feature.TOOLS);

    carries(on, withToolResult(), "contract-tool-result", "contract_lookup");
  }

  @Test
  default void rule_8_9_aJsonSchemaReachesTheService() {
    Ground on = ground();
    on.needs(Feature.JSON_SCHEMA);
    carries(
        on, ChatRequest.builder().user("Hello").responseFormat(SCHEMA).build(), "contract_colour");
  }

  @Test
  default void rule_8_10_theWishForJsonReachesTheService() {
    Ground on = ground();
    on.needs(Feature.JSON_OBJECT);
    ChatRequest plain = ChatRequest.of("Hello");
    String without = stable(on, plain);

    String with =
        sent(on, ChatRequest.builder(plain).responseFormat(ResponseFormat.JSON_OBJECT).build());

    on.expect(
        "a request for JSON is another one on the wire",
        !with.equals(without),
        () -> "both are " + with);
  }

  @Test
  default void rule_8_11_reasoningReachesTheCallerAsReasoning() {
    Ground on = ground();
    Utterance.Reasoning reasoning = new Utterance.Reasoning("Let me think");
    on.needs(Feature.REASONING, reasoning);

    Hearing hearing = on.hear(begun().say(reasoning).tokens("Hello").finish().end());

    on.expect(
        "the reasoning 'Let me think'",
        hearing.reasoningText().equals("Let me think"),
        hearing::toString);
    Expect.text(on, hearing, "Hello");
  }

  @Test
  default void rule_8_12_usageReachesTheCaller() {
    Ground on = ground();
    Utterance.Usage usage = new Utterance.Usage(17, 23);
    on.needs(Feature.USAGE, usage);

    Hearing hearing = on.hear(begun().tokens("Hel", "lo").finish().say(usage).end());

    on.expect(
        "17 tokens in and 23 out",
        hearing
            .outcome()
            .map(Outcome::usage)
            .filter(
                told -> told.inputTokens().orElse(-1) == 17 && told.outputTokens().orElse(-1) == 23)
            .isPresent(),
        () -> hearing + ", usage " + hearing.outcome().map(Outcome::usage));
  }

  @Test
  default void rule_8_13_aSignatureGoesBackToTheService() throws Exception {
    Ground on = ground();
    String words = "Y29udHJhY3Qtc2lnbmF0dXJl";
    on.needs(Feature.REASONING, new Utterance.Reasoning("Let me think"));
    on.needs(new Utterance.Signature(words));
    on.upstream()
        .next(
            begun()
                .say(new Utterance.Reasoning("Let me think"))
                .say(new Utterance.Signature(words))
                .tokens("Hello")
                .finish()
                .end());
    Answer answer;
    try {
      answer =
          on.client()
              .call(on.request())
              .answer()
              .toCompletableFuture()
              .get(on.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw on.broken("an answer", String.valueOf(e));
    }
    on.upstream().awaitRequest(on.patience());

    carries(
        on,
        ChatRequest.builder().user("Hello").message(answer.message()).user("And now?").build(),
        words);
  }

  @Test
  default void rule_8_14_parametersThatAreHonouredAreSent() {
    Ground on = ground();
    marks()
        .forEach(
            (parameter, mark) ->
                honouring(on, parameter, mark.request())
                    .ifPresent(
                        request -> sentOrWarned(on, parameter, new Mark(request, mark.text()))));
  }

  @Test
  default void rule_8_15_parametersThatAreNotHonouredAreNotSent() {
    Ground on = ground();
    Capabilities capabilities = on.description().capabilities();
    marks()
        .forEach(
            (parameter, mark) -> {
              boolean honoured =
                  capabilities
                      .defaultModel()
                      .map(model -> capabilities.honours(model.id(), parameter))
                      .orElseGet(() -> capabilities.honoured().contains(parameter));
              if (!honoured) {
                String text = sent(on, mark.request());
                on.expect(
                    "the capabilities honour what is sent; " + parameter + " is not among it",
                    !text.contains(mark.text()),
                    () -> "the request holds " + mark.text() + ": " + text);
              }
            });
  }

  @Test
  default void rule_8_16_theEffortOfReasoningIsSentWhereItIsHonoured() {
    Ground on = ground();
    ChatRequest low =
        honouring(
                on,
                RequestParameter.REASONING_EFFORT,
                ask().reasoningEffort(ReasoningEffort.LOW).build())
            .orElseThrow(
                () -> on.skip("the provider does not claim to honour the reasoning effort"));
    String one = stable(on, low);

    String other = sent(on, ChatRequest.builder(low).reasoningEffort(ReasoningEffort.HIGH).build());

    on.expect(
        "low and high effort are two requests on the wire",
        !one.equals(other),
        () -> "both are " + one);
  }

  /** The request for a model that honours a parameter; empty where no known one does. */
  private static Optional<ChatRequest> honouring(
      Ground on, RequestParameter parameter, ChatRequest request) {
    Capabilities capabilities = on.description().capabilities();
    if (capabilities.models().isEmpty()) {
      return capabilities.honoured().contains(parameter) ? Optional.of(request) : Optional.empty();
    }
    return capabilities.models().stream()
        .map(ModelInfo::id)
        .filter(model -> capabilities.honours(model, parameter))
        .findFirst()
        .map(model -> ChatRequest.builder(request).model(model).build());
  }

  @Test
  default void rule_8_17_noPartOfAMessageIsDroppedInSilence() {
    Ground on = ground();
    refusedOrSent(on, withImage(), Base64.getEncoder().encodeToString(IMAGE));
    refusedOrSent(on, withToolResult(), "contract-tool-result");
  }

  @Test
  default void rule_8_18_whatIsNotClaimedIsRefusedOrSent() {
    Ground on = ground();
    Map<Feature, Mark> marks =
        Map.of(
            Feature.IMAGES, new Mark(withImage(), Base64.getEncoder().encodeToString(IMAGE)),
            Feature.TOOLS, mark(ask().tools(TOOL), "contract_lookup"),
            Feature.JSON_SCHEMA, mark(ask().responseFormat(SCHEMA), "contract_colour"));
    int lacking = 0;
    for (Map.Entry<Feature, Mark> each : marks.entrySet()) {
      Mark mark = each.getValue();
      int before = on.upstream().requests();
      Support support = on.claimed(each.getKey());
      if (support == Support.NO) {
        Hearing hearing = on.hear(whole("Hello"), mark.request());
        Expect.failed(on, hearing, ErrorKind.INVALID_REQUEST);
        on.expect(
            "nothing is sent where what the provider lacks is asked for",
            on.upstream().requests() == before,
            () -> "a request with " + each.getKey() + " came");
      } else if (support == Support.UNKNOWN) {
        refusedOrSent(on, mark.request(), mark.text());
      }
      lacking += support == Support.YES ? 0 : 1;
    }
    if (lacking == 0) {
      on.skip("the provider claims all of " + marks.keySet());
    }
  }

  @Test
  default void rule_8_19_theModelAskedForIsTheOneSent() {
    Ground on = ground();
    Capabilities capabilities = on.description().capabilities();
    if (!capabilities.honoured().contains(RequestParameter.MODEL)) {
      on.skip("the provider does not claim to honour the model");
    }
    List<ModelInfo> models = capabilities.models();
    if (!capabilities.openEnded() && models.size() < 2) {
      on.skip("there is no choice between models");
    }
    String model = models.size() < 2 ? "contract-model-9" : models.get(models.size() - 1).id();

    carries(on, ChatRequest.builder().user("Hello").model(model).build(), model);
  }

  @Test
  default void rule_8_20_whatIsConnectedIsWhatWasDescribed() {
    Ground on = ground();
    Capabilities described = on.description().capabilities();
    Capabilities connected = on.driver(on.usualConfig()).capabilities();

    on.expect(
        "an endpoint with default options can do what the provider describes: " + described,
        described.toString().equals(connected.toString()),
        connected::toString);
  }

  @Test
  default void rule_8_21_aListOfModelsThatFailsFailsAsACallDoes() throws InterruptedException {
    Ground on = ground();
    if (on.upstream() instanceof HttpUpstream http) {
      http.server().always(request -> dev.runnel.testkit.upstream.HttpAnswer.status(500).json("{"));
    }
    Driver driver = on.driver();
    CompletableFuture<List<ModelInfo>> models;
    try {
      models = driver.models().toCompletableFuture();
    } catch (RuntimeException e) {
      throw on.broken("models() returns a stage", "it threw " + e);
    }
    try {
      models.get(on.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      on.expect(
          "a list of models, or a ChatException",
          e.getCause() instanceof ChatException,
          () -> "it completed with " + e.getCause());
    } catch (TimeoutException e) {
      throw on.broken("a list of models, or a ChatException", "neither came");
    }
  }

  // ---- what is asked, and what goes out

  private static ChatRequest withImage() {
    return ChatRequest.builder()
        .message(
            new Message(
                Role.USER,
                List.of(
                    new ContentPart.Text("What is this?"),
                    ContentPart.Image.of("image/png", IMAGE.clone()))))
        .build();
  }

  private static ChatRequest withToolResult() {
    return ChatRequest.builder()
        .user("Hello")
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.ToolCall(
                        "call-1", "contract_lookup", "{\"contract_city\":\"Bern\"}"))))
        .message(Message.toolResult("call-1", "contract-tool-result"))
        .tools(TOOL)
        .build();
  }

  private static Utterance.ToolCall call(
      int index, String id, String name, String key, String value) {
    return new Utterance.ToolCall(index, id, name, List.of("{\"" + key, "\":\"", value + "\"}"));
  }

  private static void heardCalls(Ground on, Hearing hearing, Utterance.ToolCall... calls) {
    List<Hearing.HeardToolCall> heard = hearing.toolCalls();
    boolean same = heard.size() == calls.length;
    for (int i = 0; same && i < calls.length; i++) {
      // A service without ids has its driver make some up; and it may write its JSON anew.
      same =
          !heard.get(i).id().isEmpty()
              && heard.get(i).name().equals(calls[i].name())
              && heard
                  .get(i)
                  .arguments()
                  .replace(" ", "")
                  .equals(String.join("", calls[i].arguments()));
    }
    on.expect("the tool calls " + List.of(calls), same, hearing::toString);
  }

  /** Some models take less than their service does; then the caller is warned. */
  private static void sentOrWarned(Ground on, RequestParameter parameter, Mark mark) {
    on.upstream().next(whole("Hello"));
    Probe probe = new Probe(Timeouts.DEFAULT, Long.MAX_VALUE);
    on.toTheEnd(on.probe(on.driver(), probe, mark.request()));
    on.expect("the request is sent", on.upstream().requests() > 0, probe::toString);
    String text = on.upstream().awaitRequest(on.patience()).text();
    boolean warned =
        probe.signals().stream()
            .anyMatch(
                signal ->
                    signal.value() instanceof Warning warning
                        && warning.kind() == Warning.Kind.DROPPED);
    on.expect(
        "the "
            + parameter
            + ", which is claimed to be honoured, is sent ("
            + mark.text()
            + "), or the caller warned that this model does without",
        warned || text.contains(mark.text()),
        () -> "no warning, and the request was " + text);
  }

  /** Asks, and gives all that came to the service. */
  private static String sent(Ground on, ChatRequest request) {
    on.upstream().next(whole("Hello"));
    Probe probe =
        on.toTheEnd(on.probe(on.driver(), new Probe(Timeouts.DEFAULT, Long.MAX_VALUE), request));
    on.expect("the request is sent", on.upstream().requests() > 0, () -> "it was not: " + probe);
    return on.upstream().awaitRequest(on.patience()).text().replace("\\/", "/");
  }

  private static void carries(Ground on, ChatRequest request, String... marks) {
    String text = sent(on, request);
    for (String mark : marks) {
      on.expect(
          "what is claimed reaches the service: '" + mark + "' is part of the request",
          text.contains(mark),
          () -> "the request was " + text);
    }
  }

  /** What is sent for a request that looks the same each time it is sent. */
  private static String stable(Ground on, ChatRequest request) {
    String one = body(on, request);
    if (!one.equals(body(on, request))) {
      on.skip("the same request looks different each time it is sent");
    }
    return one;
  }

  private static String body(Ground on, ChatRequest request) {
    return sent(on, request);
  }

  private static void refusedOrSent(Ground on, ChatRequest request, String mark) {
    int before = on.upstream().requests();
    on.upstream().next(whole("Hello"));
    Probe probe =
        on.toTheEnd(on.probe(on.driver(), new Probe(Timeouts.DEFAULT, Long.MAX_VALUE), request));
    if (on.upstream().requests() == before) {
      on.expect(
          "what cannot be expressed is refused as INVALID_REQUEST",
          Failing.of(probe).filter(f -> f.kind() == ErrorKind.INVALID_REQUEST).isPresent(),
          probe::toString);
    } else {
      String text = on.upstream().awaitRequest(on.patience()).text().replace("\\/", "/");
      on.expect(
          "each part of a request is sent, or the request refused; it is where the provider declares"
              + " that it lacks() the feature",
          text.contains(mark),
          () -> "'" + mark + "', which was asked for, is not in the request: " + text);
    }
  }

  /**
   * A request with one parameter, and how it shows on the wire.
   *
   * @param text found in the request exactly where the parameter is sent
   */
  record Mark(ChatRequest request, String text) {}

  private static Map<RequestParameter, Mark> marks() {
    Map<RequestParameter, Mark> marks = new LinkedHashMap<>();
    marks.put(RequestParameter.TEMPERATURE, mark(ask().temperature(0.4375), "0.4375"));
    marks.put(RequestParameter.TOP_P, mark(ask().topP(0.8125), "0.8125"));
    marks.put(RequestParameter.MAX_TOKENS, mark(ask().maxTokens(7_654_321), "7654321"));
    marks.put(RequestParameter.STOP, mark(ask().stop("contract-stop"), "contract-stop"));
    marks.put(RequestParameter.SEED, mark(ask().seed(987_654_321L), "987654321"));
    marks.put(RequestParameter.PRESENCE_PENALTY, mark(ask().presencePenalty(0.3125), "0.3125"));
    marks.put(RequestParameter.FREQUENCY_PENALTY, mark(ask().frequencyPenalty(0.1875), "0.1875"));
    return marks;
  }

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().user("Hello");
  }

  private static Mark mark(ChatRequest.Builder request, String text) {
    return new Mark(request.build(), text);
  }
}
