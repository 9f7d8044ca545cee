package dev.costspan;

import dev.costspan.pricing.Money;
import dev.costspan.usage.Operation;
import dev.costspan.usage.UsageFormat;
import dev.costspan.usage.UsageReport;
import org.jspecify.annotations.Nullable;

/** What a provider's answer says, as a usage format reads it. */
final class Reports {

    private Reports() {}

    /** Returns what an answer's body says: images are counted, anything else is recognised by its fields. */
    static @Nullable UsageReport read(MeteredOperation operation, byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        // the format of images is one for all who have one, and other answers may look like it
        UsageFormat format = operation.operation == Operation.IMAGE
                ? UsageFormat.of("openai", "images")
                : UsageFormat.of(operation.provider, null);
        return format.read(json);
    }

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
