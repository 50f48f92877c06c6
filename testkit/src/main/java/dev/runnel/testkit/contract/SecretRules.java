package dev.runnel.testkit.contract;

import static dev.runnel.testkit.contract.Lines.begun;
import static dev.runnel.testkit.contract.Lines.whole;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ErrorKind;
import dev.runnel.sandbox.BlackHole;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.OptionType;
import dev.runnel.spi.StandardOptions;
import dev.runnel.testkit.upstream.HttpAnswer;
import dev.runnel.testkit.upstream.ScriptedUpstream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chapter 7: secrets; a key is planted in each option that carries one. */
interface SecretRules extends Chapter {
  /** The option by which providers that have one write down what goes over the wire. */
  String WIRE_LOG = "wire-log";

  @Test
  default void rule_7_1_noFailureShowsASecret() {
    Ground on = ground();
    String secret = planted(on);
    for (Hearing hearing : failuresThatQuote(on, secret)) {
      StringWriter said = new StringWriter();
      hearing.failure().ifPresent(cause -> cause.printStackTrace(new PrintWriter(said)));
      hidden(on, "the failure and its causes", said.toString());
      hidden(on, "the outcome", String.valueOf(hearing.outcome()));
      hidden(
          on,
          "the failure's description",
          hearing.failure().map(dev.runnel.api.ChatException::describe).orElse(""));
    }
  }

  private static List<Hearing> failuresThatQuote(Ground on, String secret) {
    List<Hearing> heard = new ArrayList<>();
    heard.add(on.hear(begun().failure(ErrorKind.AUTHENTICATION, "The key " + secret + " is bad")));
    if (on.upstream() instanceof HttpUpstream http) {
      List<HttpAnswer> answers = new ArrayList<>();
      http.format()
          .refusal(ErrorKind.AUTHENTICATION, "The key " + secret + " is bad")
          .ifPresent(answers::add);
      answers.add(HttpAnswer.status(500).contentType("text/plain").send("No " + secret));
      answers.add(HttpAnswer.ok("text/html").send("<html><title>" + secret + "</title></html>"));
      answers.add(HttpAnswer.status(302).header("location", "http://localhost:9/?k=" + secret));
      answers.add(http.answer(begun()).send("{\"" + secret + "\n\n"));
      for (HttpAnswer answer : answers) {
        http.server().next(answer);
        heard.add(on.toTheEnd(Hearing.of(on.client().call(on.request()))));
      }
      URI nobody = URI.create("http://127.0.0.1:" + BlackHole.refusingPort());
      heard.add(on.toTheEnd(Hearing.of(on.client(on.configAt(nobody)).call(on.request()))));
    }
    return heard;
  }

  @Test
  default void rule_7_2_nothingThatPrintsShowsASecret() {
    Ground on = ground();
    planted(on);
    EndpointConfig config = on.config();
    Driver driver = on.driver(config);
    on.upstream().next(whole("Hel", "lo"));
    on.toTheEnd(on.probe(driver, new Probe(dev.runnel.api.Timeouts.DEFAULT, Long.MAX_VALUE)));

    hidden(on, "the configuration", config.toString());
    hidden(on, "the provider", on.provider() + " " + on.description());
    hidden(on, "the driver", driver + " " + driver.capabilities());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      hidden(on, "the name of a thread", thread.getName());
    }
  }

  @Test
  default void rule_7_3_noLogShowsASecret() {
    Ground on = ground();
    String secret = planted(on);
    String logged =
        Logs.during(
            () -> {
              on.hear(whole("Hel", "lo"));
              on.hear(begun().failure(ErrorKind.AUTHENTICATION, "The key " + secret + " is bad"));
              on.hear(begun().lost());
            });

    hidden(on, "the log (java.util.logging, every level)", logged);
  }

  @Test
  default void rule_7_4_theWireLogShowsNoSecret() throws IOException {
    Ground on = ground();
    String secret = planted(on);
    if (on.description()
        .option(WIRE_LOG)
        .filter(option -> option.type() == OptionType.TEXT)
        .isEmpty()) {
      on.skip("the provider has no option '" + WIRE_LOG + "'");
    }
    Path folder = Files.createTempDirectory("runnel-contract");
    on.keep(() -> deleted(folder));
    Path log = folder.resolve("wire.log");
    on.upstream().next(whole("The key is ", secret));
    try (ChatClient client = on.client(on.config(WIRE_LOG, log.toString()))) {
      on.toTheEnd(Hearing.of(client.call(on.request())));
    }

    on.expect("the wire log is written", Files.exists(log), () -> "there is no file");
    hidden(on, "the wire log", Files.readString(log));
  }

  private static void deleted(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  default void rule_7_5_aRedirectCarriesNothingToAnotherHost() {
    Ground on = ground();
    HttpUpstream http = on.http();
    ScriptedUpstream elsewhere = on.keep(ScriptedUpstream.start());
    elsewhere.always(request -> http.answer(whole("Hel", "lo")));
    String address = "http://localhost:" + elsewhere.baseUrl().getPort() + "/elsewhere";
    http.server().next(HttpAnswer.status(307).header("location", address));

    Hearing hearing = on.toTheEnd(Hearing.of(on.client().call(on.request())));

    on.expect(
        "a redirect to another host is not followed",
        elsewhere.exchanges().isEmpty(),
        () -> "the request went to " + address);
    Expect.failed(on, hearing);
  }

  @Test
  default void rule_7_6_credentialsAreNotSentInClear() {
    Ground on = ground();
    planted(on);
    on.http();
    if (on.description().option(StandardOptions.BASE_URL).isEmpty()) {
      on.skip("the provider has no option '" + StandardOptions.BASE_URL + "'");
    }
    // RFC 2606: there is no such host; a driver that refuses does not even look it up.
    URI beyond = URI.create("http://runnel-contract.invalid");

    Hearing hearing = on.toTheEnd(Hearing.of(on.client(on.configAt(beyond)).call(on.request())));

    Expect.failed(on, hearing, ErrorKind.AUTHENTICATION);
  }

  private static String planted(Ground on) {
    return on.secrets().values().stream()
        .findFirst()
        .orElseThrow(() -> on.skip("the provider's authentication names no secret option"));
  }

  private static void hidden(Ground on, String where, String text) {
    on.secrets()
        .forEach(
            (name, value) ->
                on.expect(
                    "the planted value of the option '" + name + "' is nowhere",
                    !text.contains(value),
                    () -> where + " shows it: " + around(text, value)));
  }

  private static String around(String text, String value) {
    int at = text.indexOf(value);
    return "…"
        + text.substring(Math.max(0, at - 60), Math.min(text.length(), at + value.length() + 20))
        + "…";
  }
}
