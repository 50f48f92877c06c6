package dev.runnel.gateway.server;

import dev.runnel.gateway.report.Inquiry;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestAccount;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Opens the account of each request, before anything else is done with it, and closes it where no
 * delivery does.
 */
final class Accounting implements Handler<RoutingContext> {
  private static final String KEY = Accounting.class.getName();

  private final OpenRequests open;

  Accounting(OpenRequests open) {
    this.open = open;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = "req_" + UUID.randomUUID().toString().replace("-", "");
    RequestAccount account = open.open(id, inquiry(context.request()));
    HttpServerResponse response = context.response();
    response.putHeader("x-request-id", id);
    context.put(KEY, account);
    context.addEndHandler(
        end -> {
          if (end.failed()) {
            account.left(sentStatus(response), response.bytesWritten());
          } else if (!account.isDelivered()) {
            account.responded(sentStatus(response), response.bytesWritten());
          }
        });
    context.next();
  }

  /** A request's account. */
  static RequestAccount of(RoutingContext context) {
    return context.get(KEY);
  }

  private static Inquiry inquiry(HttpServerRequest request) {
    String address =
        Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress).orElse("");
    return Inquiry.of(
        address, request.method().name(), Optional.ofNullable(request.path()).orElse(""));
  }

  private static OptionalInt sentStatus(HttpServerResponse response) {
    return response.headWritten() ? OptionalInt.of(response.getStatusCode()) : OptionalInt.empty();
  }
}
