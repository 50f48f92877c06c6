package dev.runnel.cli.command;

import dev.runnel.cli.shell.Output;
import dev.runnel.config.live.LiveListener;
import dev.runnel.config.settings.Settings;
import dev.runnel.spi.ConfigurationException;

/** Says on standard error what came of changed files, and tells another as well. */
final class ReloadNotes implements LiveListener {
  private final Output err;
  private final LiveListener next;

  ReloadNotes(Output err, LiveListener next) {
    this.err = err;
    this.next = next;
  }

  @Override
  public void reloaded(Settings settings) {
    err.tell("The configuration changed and is in force for requests from now on.");
    next.reloaded(settings);
  }

  @Override
  public void refused(ConfigurationException mistakes) {
    err.tell("The configuration changed and is wrong, so everything stays as it was:");
    String.valueOf(mistakes.getMessage()).lines().forEach(err::tell);
    next.refused(mistakes);
  }
}
