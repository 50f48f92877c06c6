package dev.runnel.sandbox;

import dev.runnel.sandbox.dialect.Asked;
import dev.runnel.sandbox.dialect.BareText;
import dev.runnel.sandbox.eliza.Eliza;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.fault.Faults;
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
import java.util.stream.Collectors;

/** Finds the service that a request is meant for, has it checked, and chooses the answer. */
final class FrontDesk implements Answerer {

  private final List<Service> services;
  private final Playbook forAll;
  private final Map<String, Playbook> forOne;
  private final Eliza eliza;
  private final Pace pace;

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
      return refused(Optional.empty(), 404, List.of(noSuchPath(request)));
    }
    Optional<Service> meant =
        owners.size() == 1
            ? Optional.of(owners.get(0))
            : owners.stream().filter(service -> service.hintedAt(request)).findFirst();
    return meant
        .map(service -> decide(service, request))
        .orElseGet(() -> refused(Optional.empty(), 400, List.of(undecided(request, owners))));
  }

  private Decision decide(Service service, ReceivedRequest request) {
    Findings findings = new Findings();
    service.check(request, findings);
    if (!findings.none()) {
      return refused(Optional.of(service.id()), findings.status(), findings.messages());
    }
    Asked asked = service.asked(request);
    Reply reply = script(service, asked, request).fitTo(service.dialect(), asked);
    return new Decision(Optional.of(service.id()), List.of(), reply);
  }

  private Script script(Service service, Asked asked, ReceivedRequest request) {
    Playbook own = forOne.getOrDefault(service.id(), new Playbook());
    return Faults.named(asked.model())
        .map(fault -> fault.script(service.id()))
        .or(own::takeNext)
        .or(forAll::takeNext)
        .or(() -> own.always(request))
        .or(() -> forAll.always(request))
        .orElseGet(() -> conversed(service, request));
  }

  private Script conversed(Service service, ReceivedRequest request) {
    String answer = eliza.reply(service.conversation(request));
    service.answered(request, answer);
    return Script.text(answer).paced(pace);
  }

  private static Decision refused(Optional<String> service, int status, List<String> violations) {
    String message = service.map(id -> id + ": ").orElse("") + String.join("; ", violations);
    Script script = Script.status(status).json(Errors.document("sandbox_violation", message));
    // The dialect is that of bytes as they are: the refusal is the same for every service.
    return new Decision(service, violations, script.fitTo(new BareText(), new Asked("", "", "")));
  }

  private String noSuchPath(ReceivedRequest request) {
    return "no service of the sandbox has the path '"
        + request.path()
        + "'; it speaks "
        + services.stream().map(Service::id).collect(Collectors.joining(", "));
  }

  private static String undecided(ReceivedRequest request, List<Service> owners) {
    return "the path '"
        + request.path()
        + "' belongs to several services: "
        + owners.stream()
            .map(service -> service.id() + " needs " + service.hint())
            .collect(Collectors.joining(", "));
  }
}
