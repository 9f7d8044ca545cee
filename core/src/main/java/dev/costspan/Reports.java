package dev.costspan;

import dev.costspan.pricing.Money;
import dev.costspan.usage.UsageReport;

/** Tells an operation what a provider's answer says, as a usage format read it. */
final class Reports {

    private Reports() {}

    static void tell(MeteredOperation operation, UsageReport report) {
        if (!report.usage().isUnknown() || report.usage().problem() != null) {
            operation.usage(report.usage());
        }
        operation.conditions(report.conditions());
        if (report.model() != null) {
            operation.responseModel(report.model());
        }
        if (report.reportedCost() != null) {
            operation.reportedCost(new Money(report.reportedCost(), report.currency()));
        }
    }
}
