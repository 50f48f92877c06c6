package dev.runnel.runner.routing;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.ModelClaim;

/** A candidate with what decides its rank. */
record Judged(Candidate candidate, Fit fit, ModelClaim claim) {}
