package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.NearName;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an endpoint does not get a request. The kinds may grow; see {@link Visitor#unknown}.
 *
 * <p>An endpoint is given the first reason that holds, in the order of the kinds below. So {@link
 * CredentialsMissing} says that nothing else was in the way, but perhaps a breaker.
 *
 * <p>A preset that nobody named or configured is not rejected: it does not take part.
 */
public sealed interface Reason
    permits Reason.UnknownEndpoint,
        Reason.Quarantined,
        Reason.Excluded,
        Reason.WrongModel,
        Reason.MissingCapability,
        Reason.WouldDrop,
        Reason.DeniedByPolicy,
        Reason.SettingsMissing,
        Reason.NotListening,
        Reason.CredentialsMissing,
        Reason.BreakerOpen {

  <R> R accept(Visitor<R> visitor);

  /** The rest of a sentence that starts with the endpoint, without a full stop. */
  String explain();

  /** A short name for programs, such as {@code wrong-model}. */
  String code();

  /**
   * One branch a kind; each falls back to {@link #unknown}.
   *
   * @param <R> what the branches return
   */
  interface Visitor<R> {
    default R unknownEndpoint(UnknownEndpoint reason) {
      return unknown(reason);
    }

    default R quarantined(Quarantined reason) {
      return unknown(reason);
    }

    default R excluded(Excluded reason) {
      return unknown(reason);
    }

    default R wrongModel(WrongModel reason) {
      return unknown(reason);
    }

    default R missingCapability(MissingCapability reason) {
      return unknown(reason);
    }

    default R wouldDrop(WouldDrop reason) {
      return unknown(reason);
    }

    default R deniedByPolicy(DeniedByPolicy reason) {
      return unknown(reason);
    }

    default R settingsMissing(SettingsMissing reason) {
      return unknown(reason);
    }

    default R notListening(NotListening reason) {
      return unknown(reason);
    }

    default R credentialsMissing(CredentialsMissing reason) {
      return unknown(reason);
    }

    default R breakerOpen(BreakerOpen reason) {
      return unknown(reason);
    }

    /** Whatever has no branch of its own here. */
    R unknown(Reason reason);
  }

  /**
   * There is no endpoint of this name.
   *
   * @param near the name that was probably meant
   * @param known the names there are; unmodifiable
   */
  record UnknownEndpoint(Optional<String> near, List<String> known) implements Reason {
    public UnknownEndpoint {
      requireNonNull(near, "near is null");
      known = List.copyOf(known);
    }

    @Override
    public String explain() {
      return "is not a provider"
          + near.map(name -> "; did you mean '" + name + "'?")
              .orElse(known.isEmpty() ? "" : "; there are: " + String.join(", ", known));
    }

    @Override
    public String code() {
      return "unknown-endpoint";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unknownEndpoint(this);
    }
  }

  /**
   * Its provider was found and does not work.
   *
   * @param jar where it came from
   * @param why what is wrong and what to do
   */
  record Quarantined(String jar, String why) implements Reason {
    public Quarantined {
      requireNonNull(jar, "jar is null");
      requireNonNull(why, "why is null");
    }

    @Override
    public String explain() {
      return "in " + jar + " cannot be used: " + why;
    }

    @Override
    public String code() {
      return "quarantined";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.quarantined(this);
    }
  }

  /**
   * The caller confined routing to other endpoints.
   *
   * @param why the rest of a sentence that starts with the endpoint
   */
  record Excluded(String why) implements Reason {
    public Excluded {
      requireNonNull(why, "why is null");
    }

    @Override
    public String explain() {
      return why;
    }

    @Override
    public String code() {
      return "excluded";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.excluded(this);
    }
  }

  /**
   * It does not have the model.
   *
   * @param model what was asked for
   * @param known the models it has; unmodifiable
   */
  record WrongModel(String model, List<String> known) implements Reason {
    public WrongModel {
      requireNonNull(model, "model is null");
      known = List.copyOf(known);
    }

    /** The model that was probably meant; looked for when it is asked for, which takes a while. */
    public Optional<String> near() {
      return NearName.of(model, known);
    }

    @Override
    public String explain() {
      return "has no model '"
          + model
          + "'"
          + near()
              .map(name -> "; did you mean '" + name + "'?")
              .orElse(known.isEmpty() ? "" : "; it has: " + String.join(", ", known));
    }

    @Override
    public String code() {
      return "wrong-model";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.wrongModel(this);
    }
  }

  /**
   * It cannot take a part of the request without which it would be another request.
   *
   * @param missing what it does not take, in words; unmodifiable, not empty
   */
  record MissingCapability(List<String> missing) implements Reason {
    public MissingCapability {
      missing = List.copyOf(missing);
    }

    @Override
    public String explain() {
      return "does not take " + Words.list(missing);
    }

    @Override
    public String code() {
      return "missing-capability";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.missingCapability(this);
    }
  }

  /**
   * It would have to drop a part of the request, and the request is strict.
   *
   * @param dropped what it would drop, in words; unmodifiable, not empty
   */
  record WouldDrop(List<String> dropped) implements Reason {
    public WouldDrop {
      dropped = List.copyOf(dropped);
    }

    @Override
    public String explain() {
      return "would drop " + Words.list(dropped) + ", and the request is strict";
    }

    @Override
    public String code() {
      return "would-drop";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.wouldDrop(this);
    }
  }

  /**
   * Nobody named it or allowed it, and it is of a kind that needs that.
   *
   * @param grounds what makes it so
   * @param address where the request would have gone, if that is known
   */
  record DeniedByPolicy(Grounds grounds, Optional<URI> address) implements Reason {
    /** What makes a leave necessary. */
    public enum Grounds {
      /** The service's owner does not offer this interface to programs. */
      UNOFFICIAL,
      /** The request would leave this machine without protection. */
      PLAIN_HTTP
    }

    public DeniedByPolicy {
      requireNonNull(grounds, "grounds is null");
      requireNonNull(address, "address is null");
    }

    @Override
    public String explain() {
      return (grounds == Grounds.UNOFFICIAL
              ? "is an unofficial service, and nobody named or allowed it"
              : "would be asked over plain http, and nobody named or allowed it")
          + address.map(uri -> " (" + uri.getScheme() + "://" + uri.getHost() + ")").orElse("");
    }

    @Override
    public String code() {
      return "denied-by-policy";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.deniedByPolicy(this);
    }
  }

  /**
   * It needs options that only its user can know and that are not set.
   *
   * @param missing which; unmodifiable, not empty
   */
  record SettingsMissing(List<MissingSetting> missing) implements Reason {
    public SettingsMissing {
      missing = List.copyOf(missing);
    }

    @Override
    public String explain() {
      return missing.stream()
          .map(
              one ->
                  one.option()
                      + ", such as "
                      + one.example()
                      + " (set the environment variable "
                      + String.join(" or ", one.variables())
                      + ")")
          .collect(Collectors.joining(" and ", "needs ", ""));
    }

    @Override
    public String code() {
      return "settings-missing";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.settingsMissing(this);
    }
  }

  /**
   * It is a service on this machine, nobody named it, and nothing listens at its address.
   *
   * @param address where it would listen
   * @param howToStart how it is started, as the rest of a sentence, if that is known
   */
  record NotListening(URI address, Optional<String> howToStart) implements Reason {
    public NotListening {
      requireNonNull(address, "address is null");
      requireNonNull(howToStart, "howToStart is null");
    }

    @Override
    public String explain() {
      return "is a service on this machine, and nothing listens at "
          + address
          + howToStart.map(how -> "; " + how).orElse("");
    }

    @Override
    public String code() {
      return "not-listening";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.notListening(this);
    }
  }

  /**
   * It needs credentials that are not set; nothing else is in the way.
   *
   * @param missing which; unmodifiable, not empty
   */
  record CredentialsMissing(List<MissingCredential> missing) implements Reason {
    public CredentialsMissing {
      missing = List.copyOf(missing);
    }

    @Override
    public String explain() {
      return missing.stream()
          .map(one -> one.option() + " (" + one.remedy() + ")")
          .collect(Collectors.joining(" and its ", "needs its ", ""));
    }

    @Override
    public String code() {
      return "credentials-missing";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.credentialsMissing(this);
    }
  }

  /**
   * Too many of the last calls to it failed, and it is left alone for a while; somebody else can
   * serve the request.
   *
   * @param until when it is asked again
   */
  record BreakerOpen(Instant until) implements Reason {
    public BreakerOpen {
      requireNonNull(until, "until is null");
    }

    @Override
    public String explain() {
      return "failed too often and is left alone until " + until.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public String code() {
      return "breaker-open";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.breakerOpen(this);
    }
  }
}
