package dev.costspan.cli;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.UsageFormat;
import dev.costspan.usage.UsageFormatException;
import dev.costspan.usage.UsageReport;
import org.jspecify.annotations.Nullable;

/** Reads what a line's answer states. */
final class Answers {

    private static final String ANY_API = "default";
    private static final String USD = "USD";

    /** Whose usage is read like OpenAI's, which most others follow, and whom a price book tells from the model if it can. */
    static final String UNKNOWN_PROVIDER = "unknown";

    private Answers() {}

    /**
     * Returns what the answer states, or the quantities of a line that states them itself.
     *
     * @param provider who answered, or null when nobody says
     * @throws BadLineException when the answer is no JSON, or its provider has no such API
     */
    static UsageReport read(PriceCase line, @Nullable String provider) throws BadLineException {
        if (line.usage() != null) {
            return new UsageReport(line.usage(), null, Conditions.NONE, null, USD);
        }
        if (line.answer() == null) {
            throw new BadLineException("a line must have one of 'usage' and 'raw_usage'");
        }
        try {
            return format(provider == null ? UNKNOWN_PROVIDER : provider, line.apiFlavor())
                    .read(line.answer());
        } catch (UsageFormatException unreadable) {
            throw new BadLineException("'raw_usage': " + unreadable.getMessage());
        } catch (IllegalArgumentException noSuchApi) {
            throw new BadLineException("'api_flavor': " + noSuchApi.getMessage());
        }
    }

    private static UsageFormat format(String provider, @Nullable String apiFlavor) {
        if (apiFlavor == null) {
            return UsageFormat.of(provider, null);
        }
        try {
            return UsageFormat.of(provider, apiFlavor);
        } catch (IllegalArgumentException noSuchApi) {
            if (apiFlavor.equals(ANY_API)) {
                return UsageFormat.of(provider, null);
            }
            throw noSuchApi;
        }
    }
}
