package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.nothing;
import static dev.runnel.sandbox.script.Script.status;

import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Script;

/** How these services are known to fail, as their users have reported it. */
public final class KnownFailures {

  /** What Yqcloud says, as an answer with status 200, to an address it has banned. */
  public static final String BAN_NOTICE = "sorry, 您的ip已由于触发防滥用检测而被封禁";

  /** What Yqcloud says, with status 429, to a prompt that is too long. */
  public static final String TOO_LONG = "文字过长，请删减后重试。";

  /** What Lockchat says, in several ways, while a model is away. */
  public static final String MODEL_GONE = "The model: `gpt-4` does not exist";

  private static final String CLOUDFLARE_PAGE =
      """
      <!DOCTYPE html>
      <html lang="en-US">
      <head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>
      <body><h2>Checking if the site connection is secure</h2>
      <div class="cf-footer-item">Performance &amp; security by Cloudflare</div></body>
      </html>
      """;

  private KnownFailures() {}

  /** Ails, to a client whose {@code client-v} is out of date: an error object with status 200. */
  public static Script needRefresh() {
    return nothing()
        .json(Errors.document("AI.LS: NEED REFRESH", "Please refresh the page and try again."));
  }

  /** {@link #needRefresh()} as an event of the stream. */
  public static Script needRefreshInStream() {
    return nothing().error("AI.LS: NEED REFRESH", "Please refresh the page and try again.").done();
  }

  /** Lockchat without its model: an error object with status 404. */
  public static Script modelGone() {
    return status(404).json(Errors.document("model_not_found", MODEL_GONE));
  }

  /** {@link #modelGone()} with status 200 and pretty-printed over many lines. */
  public static Script modelGonePrettyPrinted() {
    return nothing()
        .json(
            """
            {
              "error": {
                "message": "The model: `gpt-4` does not exist",
                "type": "invalid_request_error",
                "param": null,
                "code": "model_not_found"
              }
            }
            """);
  }

  /** {@link #modelGone()} as an event of the stream. */
  public static Script modelGoneInStream() {
    return nothing().error("model_not_found", MODEL_GONE);
  }

  /** Lockchat to a request whose model it does not see. */
  public static Script modelParameterMissing() {
    return status(400)
        .json(Errors.document("invalid_request", "you must provide a model parameter"));
  }

  /** A notice that the address is banned, as if it were the answer. */
  public static Script banNotice() {
    return Script.answer(BAN_NOTICE);
  }

  /** A prompt that is too long, told with the status of a rate limit. */
  public static Script tooLong() {
    return status(429).plain(TOO_LONG);
  }

  /** A page for browsers that should wait, with this status. */
  public static Script cloudflarePage(int status) {
    return status(status).header("server", "cloudflare").html(CLOUDFLARE_PAGE);
  }

  /**
   * A redirect to an unrelated host; a loopback address, so that nobody is bothered who follows it.
   */
  public static Script redirectElsewhere() {
    return status(307).header("location", "http://127.0.0.2:9/elsewhere").plain("Elsewhere");
  }
}
