package dev.runnel.gateway.server;

import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.gateway.access.BrowserRule;
import dev.runnel.gateway.access.Caller;
import dev.runnel.gateway.access.Callers;
import dev.runnel.gateway.access.ShownKey;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.socket.Sockets;
import dev.runnel.runner.route.DurationText;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets in whoever may, before a request's body is read. */
public final class Door {
  private static final String CALLER = Caller.class.getName();
  private static final String TIMER = "body timer";
  private static final long LINGER_MILLIS = 1_000;
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final Trouble ENDING =
      Trouble.passing(
          Trouble.Kind.DRAINING,
          "The gateway is shutting down; ask again, it may be another that answers",
          Optional.of(SOON));

  private final Callers callers;
  private final Supplier<GatewaySettings> settings;
  private final boolean local;
  private final BooleanSupplier ending;
  private final Sockets sockets;
  private final Clients clients;
  private final Forms forms;

  /**
   * A door.
   *
   * @param settings those in force, each time they are asked for
   * @param local whether only this machine can reach the gateway
   * @param ending whether nothing is to begin any more, each time it is asked for
   */
  public Door(
      Callers callers,
      Supplier<GatewaySettings> settings,
      boolean local,
      BooleanSupplier ending,
      Sockets sockets,
      Clients clients,
      Forms forms) {
    this.callers = callers;
    this.settings = settings;
    this.local = local;
    this.ending = ending;
    this.sockets = sockets;
    this.clients = clients;
    this.forms = forms;
  }

  /** Knows who asks for something from who only holds a connection. */
  void attend(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    sockets.began(connection);
    context.addEndHandler(end -> sockets.ended(connection));
    context.next();
  }

  /** Who asks; known behind {@link #keyed}. */
  static Caller callerOf(RoutingContext context) {
    return context.get(CALLER);
  }

  /** Refuses what web pages send that may not. */
  void browsers(RoutingContext context) {
    pass(
        context,
        () ->
            BrowserRule.check(
                context.request(), settings.get().corsOrigins(), local && !callers.needKeys()));
  }

  /** Refuses who shows no key, where one is needed. */
  void keyed(RoutingContext context) {
    pass(
        context,
        () -> {
          String form = forms.of(context.request()).name();
          Caller caller = callers.identify(ShownKey.of(context.request()));
          caller.name().ifPresent(Accounting.of(context)::key);
          context.put(CALLER, caller);
          Map<String, String> limits = caller.limitHeaders(form);
          if (!limits.isEmpty()) { // as they are when the head is sent
            context.addHeadersEndHandler(
                none -> caller.limitHeaders(form).forEach(context.response().headers()::set));
          }
        });
  }

  /** Refuses everybody once the gateway ends. */
  void open(RoutingContext context) {
    pass(
        context,
        () -> {
          if (ending.getAsBoolean()) {
            throw new RefusedException(ENDING);
          }
        });
  }

  /** Refuses everybody while there is too much to do; behind whatever else refuses by the head. */
  void roomy(RoutingContext context) {
    pass(
        context,
        () -> {
          OptionalInt most = settings.get().concurrency();
          if (!Accounting.of(context).admitted(most.orElse(Integer.MAX_VALUE))) {
            throw new RefusedException(busy(most.orElse(0)));
          }
        });
  }

  /** Tells browsers which pages may use the gateway. */
  Handler<RoutingContext> cors() {
    return new Cors(() -> settings.get().corsOrigins());
  }

  /** Reads a body, if it is not too large and comes in time. */
  void bodies(RoutingContext context) {
    GatewaySettings now = settings.get();
    long timer =
        context
            .vertx()
            .setTimer(now.requestTimeout().toMillis(), late -> refuse(context, late(now)));
    context.put(TIMER, timer);
    BodyHandler.create(false).setBodyLimit(now.maxBody()).handle(context);
  }

  /** Behind {@link #bodies}. */
  void bodyCame(RoutingContext context) {
    stopTimer(context);
    if (!context.response().ended()) {
      context.next();
    }
  }

  /** Tells what went wrong before anybody took the request. */
  void failures(RoutingContext context) {
    stopTimer(context);
    if (!context.response().ended()) {
      refuse(context, trouble(context.statusCode()));
    }
  }

  private static void stopTimer(RoutingContext context) {
    @Nullable Long timer = context.get(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
    }
  }

  private Trouble trouble(int status) {
    return switch (status) {
      case 413 ->
          Trouble.of(
              Trouble.Kind.TOO_LARGE,
              "The request is larger than the "
                  + settings.get().maxBody()
                  + " bytes that the gateway takes; who runs it raises that with max-body under"
                  + " [gateway] in runnel.toml");
      case 400 -> Trouble.of(Trouble.Kind.INVALID_REQUEST, "The request is malformed");
      case 415 ->
          Trouble.of(
              Trouble.Kind.UNSUPPORTED_MEDIA_TYPE,
              "The body is to be JSON; set the header Content-Type: application/json");
      case 417 ->
          Trouble.of(Trouble.Kind.INVALID_REQUEST, "The header Expect takes 100-continue alone");
      default -> Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed");
    };
  }

  private static Trouble late(GatewaySettings settings) {
    return Trouble.passing(
        Trouble.Kind.REQUEST_TIMEOUT,
        "The request did not come whole within "
            + DurationText.of(settings.requestTimeout())
            + "; see request-timeout under [gateway] in runnel.toml",
        Optional.empty());
  }

  private static Trouble busy(int most) {
    return Trouble.passing(
        Trouble.Kind.UNAVAILABLE,
        "The gateway is busy: " + most + " of " + most + " requests are under way",
        Optional.of(SOON));
  }

  private void pass(RoutingContext context, Runnable check) {
    try {
      check.run();
    } catch (RefusedException e) {
      refuse(context, e.trouble());
      return;
    }
    context.next();
  }

  private void refuse(RoutingContext context, Trouble trouble) {
    HttpServerRequest request = context.request();
    if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
      // No other request can follow one whose body is not read. Closed at once, with something of
      // it under way, the client would lose the answer, too.
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      context.vertx().setTimer(LINGER_MILLIS, late -> request.connection().close());
    }
    clients.of(context, forms.of(request)).refuse(trouble);
  }
}
