package dev.runnel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.cli.stage.Play;
import dev.runnel.cli.stage.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCommandTest {
  @BeforeEach
  void newPlay() {
    Play.reset();
  }

  @Nested
  class TheAnswer {
    @Test
    void goesToStandardOutputWithOneNewlineAndNothingElseAnywhere() {
      Run.Result result = Run.of("chat", "Hello", "there");

      assertThat(result).isEqualTo(new Run.Result(0, "You said: Hello there\n", ""));
    }

    @Test
    void isHandedOverTokenByToken() {
      List<String> pieces = new ArrayList<>();
      Run.command("chat", "a b").stdout(new Pieces(pieces)).result();

      assertThat(pieces).containsExactly("You ", "said: ", "a ", "b", "\n");
    }

    @Test
    void comesInOnePieceWithNoStream() {
      List<String> pieces = new ArrayList<>();
      Run.command("chat", "--no-stream", "a b").stdout(new Pieces(pieces)).result();

      assertThat(pieces).containsExactly("You said: a b", "\n");
    }

    @Test
    void isUtf8WhateverTheLocale() {
      assertThat(Run.of("chat", "Привет 😀").out()).isEqualTo("You said: Привет 😀\n");
    }

    @Test
    void keepsItsBytesInAPipe() {
      Play.script((config, request, exchange) -> answer(exchange, "\u001b[31mred\r\n"));

      assertThat(Run.of("chat", "x").out()).isEqualTo("\u001b[31mred\r\n\n");
    }

    @Test
    void cannotSteerATerminal() {
      Play.script(
          (config, request, exchange) ->
              answer(exchange, "\u001b]0;pwned\u0007 a\tb\r", "\nc\u009b2J"));

      assertThat(Run.command("chat", "x").atTerminal().result().out())
          .isEqualTo("␛]0;pwned␇ a\tb\nc\ufffd2J\n");
    }

    @Test
    void isRenderedOnATerminalWithColours() {
      Play.script((config, request, exchange) -> answer(exchange, "# O", "ne\n\n- **t", "wo** x"));

      assertThat(Run.command("chat", "x").atTerminal().result().out())
          .isEqualTo("\u001b[0;1;4;35mOne\u001b[0m\n\n• \u001b[0;1mtwo\u001b[0m x\n");
    }

    @Test
    void isPlainWhereColoursOrMarkdownAreUnwanted() {
      Play.script((config, request, exchange) -> answer(exchange, "- **t", "wo**"));

      assertThat(
              List.of(
                  Run.command("chat", "x").result().out(),
                  Run.command("chat", "--plain", "x").atTerminal().result().out(),
                  Run.command("chat", "x").atTerminal().variable("NO_COLOR", "1").result().out(),
                  Run.command("chat", "x").atTerminal().variable("TERM", "dumb").result().out()))
          .containsOnly("- **two**\n");
    }

    @Test
    void ofATokenLimitIsWholeWithAWarning() {
      Play.script(
          (config, request, exchange) -> {
            exchange.token("Once");
            exchange.finish(FinishReason.of(FinishReason.Kind.LENGTH, "length"));
            exchange.complete();
          });

      assertThat(Run.of("chat", "--max-tokens", "1", "x"))
          .isEqualTo(
              new Run.Result(
                  0,
                  "Once\n",
                  "warning: the answer was cut off at the token limit; --max-tokens raises it\n"));
    }
  }

  @Nested
  class ThePrompt {
    @Test
    void comesFromStandardInput() {
      assertThat(Run.command("chat").stdin("piped\n").result().out())
          .isEqualTo("You said: piped\n");
    }

    @Test
    void isWhatWasTypedThenWhatWasPiped() {
      Run.command("chat", "Review", "this:").stdin("line 1\nline 2\n").result();

      assertThat(Play.asked().request().messages())
          .containsExactly(Message.user("Review this:\n\nline 1\nline 2"));
    }

    @Test
    void isWhatWasTypedWhereNothingWasPiped() {
      assertThat(Run.command("chat", "Hi").stdin("\n").result().out()).isEqualTo("You said: Hi\n");
    }

    @Test
    void doesNotNeedStandardInputToBeOpen() {
      InputStream closed = InputStream.nullInputStream();
      assertThatNoException().isThrownBy(closed::close); // its reads throw from here on

      assertThat(Run.command("chat", "Hi").stdin(closed).result().out())
          .isEqualTo("You said: Hi\n");
    }

    @Test
    void isNotReadFromATerminal() {
      // An unconnected pipe refuses to be read.
      InputStream person = new PipedInputStream();

      assertThat(Run.command("chat", "Hi").stdin(person).atTerminal().result().exitCode()).isZero();
    }

    @Test
    void isWaitedForWithANoteWhereStandardInputIsOpenAndSilent() throws Exception {
      PipedOutputStream pipe = new PipedOutputStream();
      Run run = Run.command("chat", "Hi").stdin(new PipedInputStream(pipe));
      CompletableFuture<Run.Result> result = CompletableFuture.supplyAsync(run::result);
      while (run.errSoFar().isEmpty() && !result.isDone()) {
        Thread.onSpinWait();
      }
      pipe.close();

      assertThat(result.get(30, TimeUnit.SECONDS).out()).isEqualTo("You said: Hi\n");
      assertThat(run.errSoFar())
          .isEqualTo(
              "note: standard input is open and silent; it is read to its end before anything is"
                  + " sent. Add `< /dev/null` to send the prompt alone.\n");
    }

    @Test
    void isMissed() {
      Run.Result result = Run.command("chat").stdin("  \n").result();

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: There is no prompt: write one, as in `runnel chat \"Hello\"`, pipe one in,"
                      + " or give a conversation with --messages FILE.\n"));
    }

    @Test
    void mustBeText() {
      Run.Result result =
          Run.command("chat")
              .stdin(new java.io.ByteArrayInputStream(new byte[] {(byte) 0xff, 0}))
              .result();

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              "error: Standard input is not UTF-8 text; convert it first, with iconv for"
                  + " instance.\n");
    }

    @Test
    void mayBeginWithAnAtSignOrBehindTwoHyphens() {
      assertThat(Run.of("chat", "@pom.xml").out()).isEqualTo("You said: @pom.xml\n");
      assertThat(Run.of("chat", "--", "-5 degrees").out()).isEqualTo("You said: -5 degrees\n");
    }
  }

  @Nested
  class Messages {
    @TempDir Path folder;

    @Test
    void areAConversationWithSystemFirstAndPromptLast() throws Exception {
      Path file = folder.resolve("talk.json");
      Files.writeString(
          file,
          """
          [{"role": "user", "content": "One"},
           {"role": "assistant", "content": [{"type": "text", "text": "Two "},
                                             {"type": "text", "text": "half"}]}]
          """);
      Run.of("chat", "-s", "Be brief", "--messages", file.toString(), "Three");

      List<Message> messages = Play.asked().request().messages();
      assertThat(messages)
          .extracting(Message::role)
          .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
      assertThat(messages)
          .extracting(Message::text)
          .containsExactly("Be brief", "One", "Two half", "Three");
    }

    @Test
    void comeFromStandardInput() {
      Run.Result result =
          Run.command("chat", "--messages", "-")
              .stdin("[{\"role\": \"user\", \"content\": \"One\"}]")
              .result();

      assertThat(result.out()).isEqualTo("You said: One\n");
    }

    @Test
    void ofAMissingFileSuggestTheNearName() throws Exception {
      Files.writeString(folder.resolve("talk.json"), "[]");
      String missing = folder.resolve("tlak.json").toString();

      Run.Result result = Run.of("chat", "--messages", missing);

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo("error: There is no file '" + missing + "'; did you mean 'talk.json'?\n");
    }

    @Test
    void thatAreWrongSayWhichMessageAndField() {
      assertThat(errorOf("[{\"role\": \"usr\", \"content\": \"x\"}]"))
          .isEqualTo(
              "In standard input, message 1 has the unknown role 'usr'; did you mean 'user'?");
      assertThat(errorOf("[{\"role\": \"user\", \"content\": \"x\"}, {\"role\": \"user\"}]"))
          .isEqualTo(
              "In standard input, message 2 has no content; it is a text, or an array of"
                  + " {\"type\": \"text\", \"text\": …}");
      assertThat(errorOf("[{\"role\": \"user\", \"content\": 7}]"))
          .startsWith("In standard input, message 1 has a content that is a number; it is");
      assertThat(errorOf("[{\"role\": \"user\", \"contnt\": \"x\"}]"))
          .isEqualTo(
              "In standard input, message 1 has an unknown field 'contnt'; did you mean 'content'?");
      assertThat(
              errorOf(
                  "[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"data\":\"x\"}]}]"))
          .isEqualTo(
              "In standard input, message 1, part 1 must be {\"type\": \"text\", \"text\": …};"
                  + " 'input_audio' is not supported here");
      assertThat(errorOf("{\"messages\": []}"))
          .endsWith("not an object; give only what is under \"messages\"");
      assertThat(errorOf("[]")).startsWith("standard input holds no message; write");
      assertThat(errorOf("[{]"))
          .startsWith("standard input is not valid JSON at line 1, column 3: ");
      assertThat(errorOf("")).startsWith("standard input must be a JSON array");
      assertThat(errorOf("[] []")).startsWith("standard input is not valid JSON at line 1");
    }

    private String errorOf(String json) {
      Run.Result result = Run.command("chat", "--messages", "-").stdin(json).result();
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).startsWith("error: ").endsWith("\n").hasLineCount(1);
      return result.err().strip().replaceFirst("error: ", "");
    }
  }

  @Nested
  class Flags {
    @Test
    void reachTheRequest() {
      Run.of(
          "chat",
          "-m",
          "aunt-2",
          "-p",
          "aunt",
          "-t",
          "0.5",
          "--max-tokens",
          "7",
          "--timeout",
          "90s",
          "--connect-timeout",
          "250ms",
          "--first-token-timeout",
          "2m",
          "--idle-timeout",
          "PT5S",
          "--strict",
          "-o",
          "aunt.mood=fierce",
          "Hi");

      Play.Asked asked = Play.asked();
      assertThat(asked.request().model()).contains("aunt-2");
      assertThat(asked.request().temperature()).hasValue(0.5);
      assertThat(asked.request().maxTokens()).hasValue(7);
      assertThat(asked.request().strict()).isTrue();
      assertThat(asked.request().timeouts().orElseThrow().total())
          .isEqualTo(Duration.ofSeconds(90));
      assertThat(asked.request().timeouts().orElseThrow().connect())
          .isEqualTo(Duration.ofMillis(250));
      assertThat(asked.request().timeouts().orElseThrow().firstContent())
          .isEqualTo(Duration.ofMinutes(2));
      assertThat(asked.request().timeouts().orElseThrow().idle()).isEqualTo(Duration.ofSeconds(5));
      assertThat(asked.config().toString()).contains("mood=fierce");
    }

    @Test
    void ofTheEndpointAndModelInOne() {
      Run.of("chat", "-m", "ails/gpt-3.5-turbo", "Hi");

      Play.Asked asked = Play.asked();
      assertThat(asked.config().endpoint()).isEqualTo("ails");
      assertThat(asked.request().model()).contains("gpt-3.5-turbo");
    }

    @Test
    void thatAreDroppedAreWarnedOf() {
      Run.Result result = Run.of("chat", "-p", "ails", "--max-tokens", "5", "Hi");

      assertThat(result.exitCode()).isZero();
      assertThat(result.err()).isEqualTo("warning: 'ails' does not honour max tokens: dropped\n");
    }

    @Test
    void thatWouldBeDroppedAreRefusedByStrict() {
      Run.Result result = Run.of("chat", "-p", "ails", "--strict", "--max-tokens", "5", "Hi");

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.err())
          .isEqualTo("error: 'ails' would drop max tokens, and the request is strict.\n");
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "--temprature=1|There is no option '--temprature'; did you mean '--temperature'?",
          "--timeout=30x|Invalid value for option '--timeout': expected a time such as 250ms,"
              + " 30s, 2m or 1h, got '30x'.",
          "--temperature=hot|Invalid value for option '--temperature': expected a number,"
              + " got 'hot'.",
          "--max-tokens=1.5|Invalid value for option '--max-tokens': expected a whole number,"
              + " got '1.5'.",
          "-5 degrees|A prompt that begins with a hyphen goes behind --.",
          "--model|Missing required parameter for option '--model' (MODEL)."
        })
    void thatAreWrongAreUsageErrors(String argumentAndMessage) {
      String[] both = argumentAndMessage.split("\\|", 2);
      Run.Result result = Run.of("chat", "Hi", both[0]);

      assertThat(result)
          .isEqualTo(new Run.Result(2, "", "error: " + both[1] + " See `runnel chat --help`.\n"));
    }

    @Test
    void withImpossibleValuesAreUsageErrors() {
      assertThat(Run.of("chat", "-m", "", "Hi"))
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: --model is empty; leave it out for the endpoint's first model.\n"));
      assertThat(Run.of("chat", "-t", "-1", "Hi"))
          .isEqualTo(new Run.Result(2, "", "error: --temperature is 0 or more, not -1.0.\n"));
      assertThat(Run.of("chat", "--max-tokens", "0", "Hi").exitCode()).isEqualTo(2);
    }

    @Test
    void verboseTellsRouteClocksAndTime() {
      Run.Result result = Run.of("chat", "-v", "-p", "ails", "--timeout", "90s", "Hi");

      assertThat(result.out()).isEqualTo("You said: Hi\n");
      assertThat(result.err().lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .isEqualTo("route: ails/gpt-3.5-turbo at https://ails.example (unofficial)"),
              line ->
                  assertThat(line)
                      .isEqualTo("clocks: connect 10s, first token 120s, idle 60s, total 90s"),
              line -> assertThat(line).isEqualTo("attempt 1: ails/gpt-3.5-turbo"),
              line -> assertThat(line).startsWith("took: ").contains(", 3 in all"),
              line -> assertThat(line).startsWith("usage: "));
    }
  }

  @Nested
  class Options {
    @Test
    void allSayWhatIsWrongAtOnce() {
      Run.Result result =
          Run.of(
              "chat",
              "-o",
              "ails.base-ulr=http://127.0.0.1:1",
              "-o",
              "alis.base-url=x",
              "-o",
              "ails.tries=few",
              "-o",
              "nonsense",
              "-o",
              "*.prxy=x",
              "Hi");

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .isEqualTo(
              "error: 5 options are wrong: 'nonsense' (-o) has no value; write endpoint.option=value,"
                  + " such as ails.base-url=http://127.0.0.1:9000; '*.prxy' (-o) is no provider's"
                  + " option; did you mean '*.proxy'?; 'alis.base-url' (-o) names no provider; did you"
                  + " mean 'ails'?; 'ails.base-ulr' (-o) is not an option of ails; did you mean"
                  + " 'base-url'?; 'ails.tries' (-o) is wrong: expected a whole number, got 'few'.\n");
      assertThat(Play.nobodyWasAsked()).isTrue();
    }

    @Test
    void thatAreSecretAreRefusedAndNotShown() {
      Run.Result result = Run.of("chat", "-o", "vault.api-key=sk-123456", "Hi");

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  2,
                  "",
                  "error: The option 'vault.api-key' (-o) is secret, and what is written here others"
                      + " can read; set the environment variable VAULT_API_KEY or"
                      + " RUNNEL_VAULT_API_KEY instead.\n"));
    }

    @Test
    void comeFromTheEnvironment() {
      Run.command("chat", "-p", "ails", "Hi")
          .variable("RUNNEL_AILS_BASE_URL", "http://127.0.0.1:9")
          .result();

      assertThat(Play.asked().config().toString()).contains("base-url=http://127.0.0.1:9");
    }
  }

  @Nested
  class WhoAnswers {
    @Test
    void isNobodyUnofficialUnlessNamedOrAllowed() {
      Run.Result result = Run.of("chat", "-m", "gpt-3.5-turbo", "Hi");

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  3,
                  "",
                  "error: ails and lockchat would have served this, but they are unofficial"
                      + " services: a third party would see the request. Each gets a request only"
                      + " when it is named or allowed. Name one with -p ails, allow such services"
                      + " with --unofficial, or try --sandbox, which needs no network.\n"));
      assertThat(Play.nobodyWasAsked()).isTrue();
      assertThat(Run.of("chat", "-m", "gpt-3.5-turbo", "--unofficial", "Hi").exitCode()).isZero();
      assertThat(Play.asked().config().endpoint()).isEqualTo("ails");
      assertThat(Run.of("chat", "-p", "lockchat", "Hi").exitCode()).isZero();
    }

    @Test
    void isNobodyOverPlainHttpUnlessNamedOrAllowed() {
      Run.Result result = Run.of("chat", "-m", "clear-1", "Hi");

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.err())
          .startsWith(
              "error: in-clear would have served this, but the request would travel over plain"
                  + " http, readable by anyone on the way. It gets a request only when it is named"
                  + " or allowed.");
      assertThat(Run.of("chat", "-p", "in-clear", "Hi").exitCode()).isZero();
    }

    @Test
    void mayBeAnyoneOnThisMachine() {
      Run.Result result =
          Run.of("chat", "-m", "clear-1", "-o", "in-clear.base-url=http://127.0.0.1:1", "Hi");

      assertThat(result.exitCode()).isZero();
    }

    @Test
    void mustExist() {
      assertThat(Run.of("chat", "-p", "alis", "Hi"))
          .isEqualTo(
              new Run.Result(2, "", "error: There is no provider 'alis'; did you mean 'ails'?\n"));
      assertThat(Run.of("chat", "-p", "zzz", "Hi").err())
          .startsWith(
              "error: There is no provider 'zzz'; there are: ails, aunt, azure, groq, hearth,"
                  + " in-clear, lockchat, openai, vault, vllm. ")
          .contains("NobodyWroteThis") // which may be the one that is meant
          .hasLineCount(1);
    }

    @Test
    void mustHaveTheModel() {
      assertThat(Run.of("chat", "-p", "ails", "-m", "gpt-3.5-trubo", "Hi"))
          .isEqualTo(
              new Run.Result(
                  3,
                  "",
                  "error: 'ails' has no model 'gpt-3.5-trubo'; did you mean 'gpt-3.5-turbo'?"
                      + " `runnel models` lists them.\n"));
    }

    @Test
    void mustHaveCredentials() {
      Run.Result result = Run.of("chat", "-p", "vault", "Hi");

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  4,
                  "",
                  "error: 'vault' needs its api-key (set the environment variable VAULT_API_KEY or"
                      + " RUNNEL_VAULT_API_KEY).\n"));
      assertThat(
              Run.command("chat", "-p", "vault", "Hi")
                  .variable("VAULT_API_KEY", "sk-1")
                  .result()
                  .exitCode())
          .isZero();
    }

    @Test
    void isToldToANewUserAsTheNextStepsInOneParagraph() {
      // Whoever needs nothing is out of the way.
      Run.Result result = Run.of("chat", "-o", "aunt.mood=stern", "-m", "any-model", "Hi");

      assertThat(result)
          .isEqualTo(
              new Run.Result(
                  4,
                  "",
                  "error: No endpoint is known to have the model 'any-model'. No service is ready to"
                      + " answer. Try --sandbox, which needs no key and no network. Set a key:"
                      + " VAULT_API_KEY. For hearth, start it with `hearth serve`.\n"));
    }

    @Test
    void mayBeAKnownServiceOnceItHasAKey() {
      assertThat(Run.of("chat", "-p", "groq", "Hi"))
          .isEqualTo(
              new Run.Result(
                  4,
                  "",
                  "error: 'groq' needs its api-key (set the environment variable GROQ_API_KEY or"
                      + " RUNNEL_GROQ_API_KEY).\n"));
      Run.command("chat", "-m", "llama-fast", "Hi").variable("GROQ_API_KEY", "k").result();

      Play.Asked asked = Play.asked();
      assertThat(asked.config().endpoint()).isEqualTo("groq");
      assertThat(asked.config().provider()).isEqualTo("openai");
      assertThat(asked.config().toString()).contains("base-url=https://groq.example/openai/v1");
    }

    @Test
    void onThisMachineIsToldHowToStartWhereItIsNotThere() {
      Play.script(
          (config, request, exchange) ->
              exchange.fail(ChatException.of(ErrorKind.CONNECTION, "Nothing listens there")));

      assertThat(Run.of("chat", "-p", "vllm", "Hi"))
          .isEqualTo(
              new Run.Result(
                  5,
                  "",
                  "error: vllm: Nothing listens there. If it does not run, start it with `vllm"
                      + " serve`.\n"));
      assertThat(Run.of("chat", "--retries", "0", "-p", "aunt", "Hi").err())
          .isEqualTo("error: aunt: Nothing listens there.\n");
    }

    @Test
    void isSuggestedAmongKnownServicesToo() {
      assertThat(Run.of("chat", "-p", "grok", "Hi").err())
          .isEqualTo("error: There is no provider 'grok'; did you mean 'groq'?\n");
    }

    @Test
    void needsNoKeyAtAnotherAddress() {
      Run.of("chat", "-p", "openai", "-o", "openai.base-url=http://127.0.0.1:1/v1", "Hi");

      assertThat(Play.asked().config().endpoint()).isEqualTo("openai");
    }

    @Test
    void cannotBeABrokenProvider() {
      Run.Result result = Run.of("chat", "-v", "Hi");

      assertThat(result.err())
          .contains("route: not chosen: 'dev.runnel.cli.stage.NobodyWroteThis' in ");
    }

    @Test
    void isNobodyWhereThereIsNoProvider() throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        assertThat(Run.of("chat", "Hi"))
            .isEqualTo(
                new Run.Result(
                    3,
                    "",
                    "error: No provider was found; put a provider's jar on the class path or the"
                        + " module path.\n"));
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  @Nested
  class Failures {
    @Test
    void sayWhatWhereAndWhatNext() {
      Play.script(
          (config, request, exchange) ->
              exchange.fail(
                  ChatException.builder(ErrorKind.RATE_LIMITED, "Too many requests")
                      .httpStatus(429)
                      .nextStep("Wait a minute")
                      .build()));

      assertThat(Run.of("chat", "--retries", "0", "Hi"))
          .isEqualTo(
              new Run.Result(5, "", "error: aunt: Too many requests (HTTP 429). Wait a minute.\n"));
    }

    @Test
    void afterContentKeepWhatWasPrinted() {
      Play.script(
          (config, request, exchange) -> {
            exchange.token("Once");
            exchange.fail(ChatException.of(ErrorKind.PROTOCOL, "Malformed event"));
          });

      Run.Result result = Run.of("chat", "Hi");
      assertThat(result.exitCode()).isEqualTo(5);
      assertThat(result.out()).isEqualTo("Once\n");
      assertThat(result.err())
          .isEqualTo("error: aunt: Malformed event. What was printed before is not whole.\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTheEndKeepThePartialText(boolean stream) {
      Play.script(
          (config, request, exchange) -> {
            exchange.token("Once upon");
            exchange.endOfInput();
          });

      Run.Result result = stream ? Run.of("chat", "Hi") : Run.of("chat", "--no-stream", "Hi");
      assertThat(result.exitCode()).isEqualTo(6);
      assertThat(result.out()).isEqualTo("Once upon\n");
      assertThat(result.err())
          .startsWith("error: The answer is incomplete. aunt: ")
          .hasLineCount(1);
    }

    @Test
    void showStackTracesOnlyVerbosely() {
      Play.script(
          (config, request, exchange) -> {
            throw new IllegalStateException("a bug");
          });

      assertThat(Run.of("chat", "Hi").err()).hasLineCount(1).contains("a bug");
      assertThat(Run.of("chat", "-v", "Hi").err()).contains("\tat dev.runnel.");
    }

    @Test
    void cannotSteerATerminal() {
      Play.script(
          (config, request, exchange) ->
              exchange.fail(ChatException.of(ErrorKind.UNAVAILABLE, "down \u001b[2J")));

      assertThat(Run.of("chat", "--retries", "0", "Hi").err())
          .isEqualTo("error: aunt: down ␛[2J.\n");
    }
  }

  @Nested
  class Interrupts {
    @Test
    void abortUpstreamPrintOnlyANewlineAndGive130() throws Exception {
      CountDownLatch aborted = new CountDownLatch(1);
      Play.script(
          (config, request, exchange) -> {
            exchange.onAbort(aborted::countDown);
            exchange.token("Once");
          });
      CountDownLatch printed = new CountDownLatch(1);
      ByteArrayOutputStream out =
          new ByteArrayOutputStream() {
            @Override
            public void flush() {
              printed.countDown();
            }
          };
      Run run = Run.command("chat", "Hi").stdout(out);
      CompletableFuture<Run.Result> result = CompletableFuture.supplyAsync(run::result);
      assertThat(printed.await(30, TimeUnit.SECONDS)).isTrue();
      run.interruption().fire();

      assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
      Run.Result ended = result.get(30, TimeUnit.SECONDS);
      assertThat(ended.exitCode()).isEqualTo(130);
      assertThat(ended.out()).isEqualTo("Once\n");
      assertThat(ended.err()).isEmpty();
    }

    @Test
    void beforeTheCallEndItAtItsStart() {
      Play.script((config, request, exchange) -> {});
      Run run = Run.command("chat", "Hi");
      run.interruption().fire();

      assertThat(run.result().exitCode()).isEqualTo(130);
    }

    @Test
    void byAClosedOutputEndQuietly() throws Exception {
      CountDownLatch aborted = new CountDownLatch(1);
      Play.script(
          (config, request, exchange) -> {
            exchange.onAbort(aborted::countDown);
            for (int i = 0; i < 10_000 && !exchange.isOver(); i++) {
              exchange.token("word ");
            }
          });
      OutputStream head =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("Broken pipe");
            }
          };

      assertThat(Run.command("chat", "Hi").stdout(head).result())
          .isEqualTo(new Run.Result(141, "", ""));
      assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void byAFullDiskAreFailures() {
      OutputStream disk =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("No space left on device");
            }
          };

      assertThat(Run.command("chat", "Hi").stdout(disk).result())
          .isEqualTo(
              new Run.Result(
                  5, "", "error: Standard output cannot be written: No space left on device.\n"));
    }
  }

  private static void answer(dev.runnel.spi.Exchange exchange, String... tokens) {
    for (String token : tokens) {
      exchange.token(token);
    }
    exchange.finish(FinishReason.STOP);
    exchange.complete();
  }

  /** What was written, call by call. */
  private static final class Pieces extends OutputStream {
    private final List<String> pieces;

    Pieces(List<String> pieces) {
      this.pieces = pieces;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }
  }
}
