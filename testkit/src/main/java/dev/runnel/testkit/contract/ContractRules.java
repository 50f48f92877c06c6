package dev.runnel.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rules, in one table: what the tests are named by, the docs and the report are made from. */
public final class ContractRules {
  private static final List<ContractRule> ALL = new ArrayList<>();

  static {
    String order = "1. One outcome";
    String threads = "2. Threads";
    String cancel = "4. Cancel";
    String demand = "5. Demand";
    String clocks = "6. Four clocks";
    String retries = "7. No retries";
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

    rule(
        "2.1",
        "contentsArriveInTheirOrder",
        "Contents reach the caller in the order in which the service sent them.",
        order);
    rule(
        "2.2",
        "signalsComeOneAfterTheOther",
        "A driver signals one thing after the other, never from two threads at once.",
        order);
    rule(
        "2.3",
        "aThreadThatMustNotBlockSaysSo",
        "Where a blocked signal would hold up other calls, onEventLoop() is true on its thread.",
        threads);
    rule(
        "2.4",
        "aCallThatWaitsHoldsUpNoOther",
        "A call whose consumer asks for nothing holds up no other call.",
        threads);
    rule(
        "2.5",
        "callsAtTheSameTimeDoNotMix",
        "Calls at the same time over one endpoint each get their own answer.",
        order);
    rule(
        "2.6",
        "nothingIsSentTwice",
        "A driver sends a request once: it retries nothing, and neither does its HTTP client.",
        retries);

    rule(
        "3.1",
        "aCallThatIsOverBeforeItStartsLeavesNothingOpen",
        "A call that was cancelled before the driver started it sends nothing, or gives it up at once.",
        cancel);
    rule(
        "3.2",
        "cancelBeforeHeadersAbortsTheExchange",
        "Cancelled before the response head, the exchange is given up and its connection closed.",
        cancel);
    rule(
        "3.3",
        "cancelWhileConnectingGivesTheConnectionUp",
        "Cancelled while it connects, a driver does not wait for the connection.",
        cancel);
    rule(
        "3.4",
        "cancelBeforeTheFirstContentAbortsTheExchange",
        "Cancelled between head and first content, the exchange is given up.",
        cancel);
    rule(
        "3.5",
        "cancelInMidStreamAbortsTheExchange",
        "Cancelled in mid-stream, the exchange is given up.",
        cancel);
    rule(
        "3.6",
        "cancelWhileItWaitsForDemandAbortsTheExchange",
        "Cancelled while nothing is asked for, the exchange is given up.",
        cancel);
    rule(
        "3.7",
        "anAbortDoesNotWaitForTheConsumer",
        "The abort comes back at once, also while the consumer's code runs.",
        cancel);
    rule(
        "3.8",
        "cancellingOneCallLeavesTheOthersAlone",
        "Cancelling one call leaves the others of its endpoint alone.",
        cancel);

    rule(
        "4.1",
        "withoutDemandTheSocketIsNotRead",
        "While nothing is asked for, the socket is not read.",
        demand);
    rule(
        "4.2",
        "withoutDemandOnlyWhatWasReadIsSignalled",
        "After a no, a driver signals what it has read and no more; the guard takes 1 MiB of it.",
        demand);
    rule(
        "4.3",
        "demandThatReturnsGoesOnWhereItStopped",
        "When demand returns the answer goes on where it stopped: each content once and in order.",
        demand);
    rule(
        "4.4",
        "demandThatReturnsWhileTheDriverStopsIsNotLost",
        "Demand that returns while the driver is about to stop is not lost.",
        demand);

    rule(
        "5.1",
        "keepAlivesDoNotHoldTheFirstContentClock",
        "Keep-alives are no content: the first-content clock runs out over them.",
        clocks);
    rule(
        "5.2",
        "keepAlivesDoNotHoldTheIdleClock",
        "Keep-alives are no content: the idle clock runs out over them.",
        clocks);
    rule(
        "5.3",
        "theConnectClockIsTheTransports",
        "The driver keeps the connect clock of each call and names it where it runs out.",
        clocks);
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
