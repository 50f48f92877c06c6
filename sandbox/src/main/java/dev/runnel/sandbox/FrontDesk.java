package dev.runnel.sandbox;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.BareText;
import dev.runnel.sandbox.eliza.Eliza;
import dev.runnel.sandbox.eliza.Turn;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.improvise.Improvisation;
import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Pace;
import dev.runnel.sandbox.script.Reply;
import dev.runnel.sandbox.script.Script;
import dev.runnel.sandbox.service.Findings;
import dev.runnel.sandbox.service.Service;
import dev.runnel.sandbox.wire.Answerer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Finds the service that a request is meant for, has it checked, and chooses the answer. */
final class FrontDesk implements Answerer {

  private static final Asked NOTHING = new Asked("", "", "");

  private final List<Service> services;
  private final Playbook forAll;
  private final Map<String, Playbook> forOne;
  private final Eliza eliza;
  private final Pace pace;
  private final AtomicLong toolCalls = new AtomicLong();

  FrontDesk(
      List<Service> services,
      Playbook forAll,
      Map<String, Playbook> forOne,
      Eliza eliza,
      Pace pace) {
    this.services = services;
    this.forAll = forAll;
    this.forOne = forOne;
    this.eliza = eliza;
    this.pace = pace;
  }

  @Override
  public Decision decide(ReceivedRequest request) {
    List<Service> owners =
        services.stream().filter(service -> service.owns(request.path())).toList();
    if (owners.isEmpty()) {
      return refused(404, noSuchPath(request));
    }
    return decide(meant(request, owners), request);
  }

  private static Service meant(ReceivedRequest request, List<Service> owners) {
    return owners.stream()
        .filter(service -> !service.takesTheUnhinted() && service.hintedAt(request))
        .findFirst()
        .or(() -> owners.stream().filter(Service::takesTheUnhinted).findFirst())
        .orElse(owners.get(0));
  }

  private Decision decide(Service service, ReceivedRequest request) {
    Findings findings = new Findings();
    service.check(request, findings);
    if (!findings.none()) {
      Script refusal = service.refused(request, findings);
      return decision(service, request, findings.messages(), refusal, NOTHING);
    }
    Playbook own = forOne.getOrDefault(service.id(), new Playbook());
    Optional<Script> other = service.other(request);
    if (other.isPresent()) {
      Script script = own.takeNextOther().or(forAll::takeNextOther).orElse(other.get());
      return decision(service, request, List.of(), script, NOTHING);
    }
    Asked asked = service.asked(request);
    return decision(service, request, List.of(), script(service, own, asked, request), asked);
  }

  private Script script(Service service, Playbook own, Asked asked, ReceivedRequest request) {
    return Faults.named(asked.model())
        .map(fault -> fault.script(service.id()))
        .or(own::takeNext)
        .or(forAll::takeNext)
        .or(() -> own.always(request))
        .or(() -> forAll.always(request))
        .orElseGet(() -> improvised(service, request));
  }

  private Script improvised(Service service, ReceivedRequest request) {
    List<Turn> conversation = service.conversation(request);
    Improvisation answer = Improvisation.of(service.wanted(request), eliza.reply(conversation));
    service.answered(request, answer.text());
    int asked = conversation.stream().mapToInt(turn -> turn.text().length()).sum();
    String callId = service.toolCallId(toolCalls.incrementAndGet());
    return answer.script(callId, asked).paced(pace);
  }

  private static Decision decision(
      Service service,
      ReceivedRequest request,
      List<String> violations,
      Script script,
      Asked asked) {
    Reply reply =
        script.fitTo(service.dialect(request), asked).withUsualHeaders(service.headers(request));
    return new Decision(Optional.of(service.id()), violations, reply);
  }

  private static Decision refused(int status, String message) {
    Script script = Script.status(status).json(Errors.document("sandbox_violation", message));
    // The dialect is that of bytes as they are: no service's own.
    return new Decision(Optional.empty(), List.of(message), script.fitTo(new BareText(), NOTHING));
  }

  private String noSuchPath(ReceivedRequest request) {
    return "no service of the sandbox has the path '"
        + request.path()
        + "'; it speaks "
        + services.stream().map(Service::id).collect(Collectors.joining(", "));
  }
}
