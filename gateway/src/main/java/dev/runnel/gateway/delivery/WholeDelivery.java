package dev.runnel.gateway.delivery;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Outcome;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.form.Troubles;
import io.vertx.core.buffer.Buffer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One whole answer on its way to its client. However long it takes, its status is told when it is
 * known.
 */
public final class WholeDelivery {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");

  private final Client client;
  private final Served served;
  private final Function<Answer, byte[]> form;
  private final Outlet outlet;
  private final Departure departure;
  private boolean over;

  private WholeDelivery(
      Call call,
      Client client,
      Served served,
      Function<Answer, byte[]> form,
      DeliverySettings settings) {
    this.client = client;
    this.served = served;
    this.form = form;
    outlet = new Outlet(client, settings.slowClient(), client::drop, bytes -> {});
    departure = new Departure(call, client, served, settings);
  }

  /** Starts the call and the delivery of its answer. From any thread that may block. */
  public static void start(
      Call call,
      Client client,
      Served served,
      Function<Answer, byte[]> form,
      DeliverySettings settings) {
    WholeDelivery delivery = new WholeDelivery(call, client, served, form, settings);
    client.run(() -> client.onGone(delivery::abandon));
    call.answer().whenComplete((answer, thrown) -> delivery.answered(call, answer));
  }

  /** The call is over. On its thread. */
  private void answered(Call call, @Nullable Answer answer) {
    if (answer == null || client.isGone()) {
      call.outcome().thenAccept(this::failed);
      return;
    }
    client.said(answer.text());
    try {
      Buffer document = Buffer.buffer(form.apply(answer));
      client.run(() -> send(document));
    } catch (RefusedException e) { // the form has no way to say this answer
      client.run(() -> refuse(e.trouble()));
    } catch (RuntimeException e) { // else the client would wait for ever
      LOG.log(Level.ERROR, "An answer cannot be written", e);
      client.run(() -> refuse(Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed")));
    }
  }

  private void failed(Outcome outcome) {
    client.concluded(outcome);
    Trouble trouble = Troubles.of(outcome);
    client.run(() -> refuse(trouble));
  }

  private void send(Buffer document) {
    over();
    if (!client.isGone()) {
      client.tell(served);
      client.beginDocument(document.length());
      outlet.end(document);
    }
  }

  private void refuse(Trouble trouble) {
    over();
    if (!client.isGone()) {
      client.tell(served);
      client.refuse(trouble);
    }
  }

  private void over() {
    over = true;
    departure.over();
  }

  private void abandon() {
    outlet.close();
    if (!over) {
      departure.begin();
    }
  }
}
