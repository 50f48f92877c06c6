package dev.runnel.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, in one table: what the tests are named by, the docs and the report are made from. */
public final class ContractRules {
  private static final List<ContractRule> ALL = new ArrayList<>();

  static {
    String end = "The end, decided by evidence";
    rule(
        "1.1",
        "everyCharacterArrivesUnchanged",
        "What the service says arrives to the letter: white space, quotes, escapes.",
        end);
    rule(
        "1.2",
        "howeverTheNetworkCutsItTheAnswerIsTheSame",
        "Where the network cuts the bytes, inside an event or a character, makes no difference.",
        end);
    rule(
        "1.3",
        "anEndMarkEndsTheCallAtOnce",
        "After the protocol's own end mark the call ends, even if the connection stays open.",
        end);
    rule(
        "1.4",
        "aFinishReasonIsEvidence",
        "A finish reason is evidence of the end, also without an end mark.",
        end);
    rule(
        "1.5",
        "theReasonOfTheEndIsTold",
        "The service's finish reason reaches the caller in its portable kind.",
        end);
    rule(
        "1.6",
        "aCleanEndWithoutEvidenceIsIncomplete",
        "Bytes that merely stop after content make the answer incomplete, never complete.",
        end);
    rule(
        "1.7",
        "aCleanEndBeforeAnyContentFails",
        "Bytes that stop before any content and without evidence fail the call.",
        end);
    rule(
        "1.8",
        "anEmptyBodyIsAnEmptyAnswer",
        "An answer without one byte fails as an empty answer.",
        end);
    rule(
        "1.9",
        "anEndMarkWithoutContentAndReasonIsAnEmptyAnswer",
        "An end mark without content and without a finish reason fails as an empty answer.",
        end);
    rule(
        "1.10",
        "anEndMarkWithoutAReasonCompletesAndNamesNone",
        "Evidence without a finish reason completes the call, and no reason is made up.",
        end);
    rule(
        "1.11",
        "aReasonWithoutContentCompletes",
        "A finish reason without content is an empty answer of the model's own will: complete.",
        end);
    rule(
        "1.12",
        "aConnectionLostBeforeContentFails",
        "A connection that is lost before any content fails the call, as a lost connection.",
        end);
    rule(
        "1.13",
        "aConnectionLostAfterContentIsIncomplete",
        "A connection that is lost after content makes the answer incomplete, as a lost connection.",
        end);
    rule(
        "1.14",
        "aConnectionLostBehindAFinishReasonCompletes",
        "A connection that is lost behind a finish reason costs nothing: it is told as lost, and the call completes.",
        end);
    rule(
        "1.15",
        "anErrorInMidStreamFailsTheCall",
        "An error object after content fails the call with its kind, whatever follows it.",
        end);
    rule(
        "1.16",
        "anErrorBeforeContentFailsTheCall",
        "An error object in the place of content fails the call with its kind.",
        end);
    rule(
        "1.17",
        "anErrorBehindAFinishReasonIsNotSwallowed",
        "An error object behind a finish reason is a failure, as everywhere.",
        end);
    rule(
        "1.18",
        "whatIsMalformedFailsTheCall",
        "What breaks the format fails the call as a broken protocol; nothing behind it is read.",
        end);
    rule(
        "1.19",
        "anAnswerOfAnotherTypeIsNone",
        "An answer whose content type is that of no chat fails as a broken protocol.",
        end);
    rule("1.20", "aWebPageIsNoAnswer", "A web page with status 200 is no answer.", end);
    rule("1.21", "nothingIsSaidBehindTheEnd", "Behind its end the driver signals no content.", end);
  }

  private ContractRules() {}

  private static void rule(String number, String name, String sentence, String source) {
    ALL.add(new ContractRule(number, name, sentence, source));
  }

  /** The rules in order; unmodifiable. */
  public static List<ContractRule> all() {
    return List.copyOf(ALL);
  }

  /** The rule whose test has this name. */
  public static Optional<ContractRule> named(String testName) {
    return ALL.stream().filter(rule -> rule.testName().equals(testName)).findFirst();
  }
}
