package dev.runnel.testkit.contract;

import org.junit.jupiter.api.extension.Extension;

final class ContractReport implements Extension {}
