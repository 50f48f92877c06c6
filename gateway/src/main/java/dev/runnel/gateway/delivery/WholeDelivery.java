package dev.runnel.gateway.delivery;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Troubles;
import java.util.function.Function;

/** One whole answer on its way to its client. */
public final class WholeDelivery {
  private WholeDelivery() {}

  /** Starts the call and sends its answer; a client that leaves cancels it. From any thread. */
  public static void start(Call call, Client client, Served served, Function<Answer, byte[]> form) {
    client.run(() -> client.onGone(call::cancel));
    call.answer()
        .whenComplete(
            (answer, thrown) -> {
              if (answer != null) {
                client.said(answer.text());
                deliver(answer, client, served, form);
              } else {
                call.outcome()
                    .thenAccept(
                        outcome ->
                            client.run(
                                () -> {
                                  client.concluded(outcome);
                                  client.tell(served);
                                  client.refuse(Troubles.of(outcome));
                                }));
              }
            });
  }

  private static void deliver(
      Answer answer, Client client, Served served, Function<Answer, byte[]> form) {
    try {
      byte[] document = form.apply(answer);
      client.run(
          () -> {
            client.tell(served);
            client.answer(document);
          });
    } catch (RefusedException e) { // the form has no way to say this answer
      client.run(
          () -> {
            client.tell(served);
            client.refuse(e.trouble());
          });
    }
  }
}
