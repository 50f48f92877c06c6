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

    String errors = "Failures";
    rule(
        "6.1",
        "refusedCredentialsAreAuthentication",
        "Credentials that the service refuses are a failure of kind AUTHENTICATION.",
        errors);
    rule(
        "6.2",
        "whatTheCredentialsDoNotAllowIsPermission",
        "What the credentials do not allow is of kind PERMISSION.",
        errors);
    rule(
        "6.3",
        "tooManyRequestsAreRateLimited",
        "Too many requests are of kind RATE_LIMITED.",
        errors);
    rule(
        "6.4",
        "aServiceThatIsDownIsUnavailable",
        "A service that is down or overloaded is of kind UNAVAILABLE.",
        errors);
    rule(
        "6.5",
        "aWrongRequestIsInvalid",
        "A request that the service finds wrong is of kind INVALID_REQUEST.",
        errors);
    rule(
        "6.6",
        "aModelThatIsNotThereIsNotFound",
        "A model that the service does not have is of kind MODEL_NOT_FOUND.",
        errors);
    rule(
        "6.7",
        "anEmptyAccountIsQuota",
        "An account that has nothing left is of kind QUOTA.",
        errors);
    rule(
        "6.8",
        "aConversationTooLongIsContextTooLong",
        "A conversation that is too long for the model is of kind CONTEXT_TOO_LONG.",
        errors);
    rule(
        "6.9",
        "contentThatIsRefusedIsContentFiltered",
        "Content that the service refuses is of kind CONTENT_FILTERED.",
        errors);
    rule(
        "6.10",
        "theAdviceFitsTheKind",
        "The retry advice says where another attempt could succeed, as is usual for the kind or said by the author.",
        errors);
    rule("6.11", "howLongToWaitIsTold", "The service's Retry-After is part of the advice.", errors);
    rule(
        "6.12",
        "theServicesOwnWordsAreTold",
        "What the service said about a failure is in its message.",
        errors);
    rule("6.13", "theStatusIsTold", "A failure that came with a status names it.", errors);
    rule("6.14", "whatToDoNextIsTold", "A failure says what to do next.", errors);
    rule(
        "6.15",
        "aConnectionThatIsRefusedIsALostOne",
        "A connection that cannot be made is a failure of kind CONNECTION.",
        errors);
    rule(
        "6.16",
        "anErrorOfTheStreamHasItsKind",
        "An error in the stream is classified as one with a status is.",
        errors);

    String secrets = "Secrets";
    rule(
        "7.1",
        "noFailureShowsASecret",
        "No failure shows a secret, even where the service quotes it: message, causes, stack traces.",
        secrets);
    rule(
        "7.2",
        "nothingThatPrintsShowsASecret",
        "Nothing that prints itself shows a secret: configuration, provider, driver, names of threads.",
        secrets);
    rule(
        "7.3",
        "noLogShowsASecret",
        "Nothing that is logged, on any level, shows a secret.",
        secrets);
    rule(
        "7.4",
        "theWireLogShowsNoSecret",
        "The wire log shows no secret, in either direction.",
        secrets);
    rule(
        "7.5",
        "aRedirectCarriesNothingToAnotherHost",
        "A redirect to another host is not followed.",
        secrets);
    rule(
        "7.6",
        "credentialsAreNotSentInClear",
        "Credentials are not sent over plain http to anything but loopback.",
        secrets);

    String fit = "What is dropped, what is refused";
    rule(
        "8.1",
        "streamingShowsContentAsItComes",
        "Who claims streaming shows content before the service sends more.",
        fit);
    rule("8.2", "systemMessagesReachTheService", "Who claims system messages sends them.", fit);
    rule(
        "8.3",
        "earlierMessagesReachTheService",
        "Who claims several turns sends every message.",
        fit);
    rule("8.4", "imagesReachTheService", "Who claims images sends them.", fit);
    rule("8.5", "toolsReachTheService", "Who claims tools sends their definitions.", fit);
    rule(
        "8.6",
        "toolCallsReachTheCaller",
        "Who claims tools delivers a tool call: id, name and arguments, however they are cut.",
        fit);
    rule(
        "8.7",
        "severalToolCallsReachTheCallerApart",
        "Who claims parallel tool calls keeps them apart.",
        fit);
    rule(
        "8.8",
        "toolResultsReachTheService",
        "Who claims tools sends calls and results of earlier turns.",
        fit);
    rule("8.9", "aJsonSchemaReachesTheService", "Who claims JSON schemas sends them.", fit);
    rule(
        "8.10",
        "theWishForJsonReachesTheService",
        "Who claims JSON objects asks the service for them.",
        fit);
    rule(
        "8.11",
        "reasoningReachesTheCallerAsReasoning",
        "Who claims reasoning delivers it apart from the text.",
        fit);
    rule(
        "8.12",
        "usageReachesTheCaller",
        "Who claims usage reports what the service counted, also behind the finish reason.",
        fit);
    rule(
        "8.13",
        "aSignatureGoesBackToTheService",
        "What a service signed its reasoning with goes back to it with the next request.",
        fit);
    rule(
        "8.14",
        "parametersThatAreHonouredAreSent",
        "Each parameter that is claimed as honoured is sent, or the caller warned that this model does without.",
        fit);
    rule(
        "8.15",
        "parametersThatAreNotHonouredAreNotSent",
        "No parameter is sent that is not claimed as honoured.",
        fit);
    rule(
        "8.16",
        "theEffortOfReasoningIsSentWhereItIsHonoured",
        "Who honours the reasoning effort asks for another one in another way.",
        fit);
    rule(
        "8.17",
        "noPartOfAMessageIsDroppedInSilence",
        "A part of a message that the driver cannot send is refused, never left out.",
        fit);
    rule(
        "8.18",
        "whatIsNotClaimedIsRefusedOrSent",
        "What the provider lacks is refused before anything is sent; what is unknown is sent or refused, never left out.",
        fit);
    rule(
        "8.19",
        "theModelAskedForIsTheOneSent",
        "The model that was asked for is the one that the service is asked for.",
        fit);
    rule(
        "8.20",
        "whatIsConnectedIsWhatWasDescribed",
        "An endpoint with default options can do exactly what the provider describes.",
        fit);
    rule(
        "8.21",
        "aListOfModelsThatFailsFailsAsACallDoes",
        "A list of models that cannot be had fails with a ChatException.",
        fit);

    String closing = "Closing";
    rule(
        "9.1",
        "connectingSendsNothing",
        "Neither describing nor connecting a provider touches the network.",
        closing);
    rule(
        "9.2",
        "connectingStartsNoThread",
        "Neither describing nor connecting a provider starts a thread.",
        closing);
    rule(
        "9.3",
        "closingLeavesNoConnectionOpen",
        "Once the driver is closed, its connections are.",
        closing);
    rule(
        "9.4",
        "closingLeavesNoThreadBehind",
        "Once the driver is closed, its threads end.",
        closing);
    rule(
        "9.5",
        "aCallBehindTheCloseEnds",
        "A call that reaches a closed driver fails; it does not hang.",
        closing);
    rule(
        "9.6",
        "manyCallsLeaveNoConnectionsBehind",
        "Calls one after the other do not pile up connections.",
        closing);
    rule("9.7", "closingThrowsNothing", "Closing a driver throws nothing.", closing);

    String jar = "Discovery";
    rule(
        "10.1",
        "theServicesFileNamesTheProvider",
        "The services file names the provider's class.",
        jar);
    rule(
        "10.2",
        "itIsMadeWithoutArguments",
        "The provider is a public class with a public constructor without parameters.",
        jar);
    rule(
        "10.3",
        "itDescribesItselfTheSameEveryTime",
        "The provider describes itself the same every time.",
        jar);
    rule(
        "10.4",
        "itSaysWhichSpiItWasBuiltFor",
        "The provider says the generation of the SPI that it was built for.",
        jar);
    rule(
        "10.5",
        "theModuleProvidesTheProvider",
        "A module that the provider is in provides it.",
        jar);
    rule("10.6", "coreIsNotPackedAlong", "Core is not packed along.", jar);
    rule("10.7", "itIsNoLargerThanItSaid", "The jar is no larger than its author says.", jar);
    rule(
        "10.8",
        "nothingStrayIsPackedAlong",
        "The jar holds its classes, META-INF and its own package's resources, and no keys.",
        jar);
    rule("10.9", "everyOptionIsExplained", "Each option has a sentence for its user.", jar);
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
