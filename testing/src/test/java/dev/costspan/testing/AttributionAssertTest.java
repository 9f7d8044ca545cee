package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class AttributionAssertTest {

    private final Shop shop = Shop.with(settings ->
            settings.attribution(Attribution.builder().team("support").build()));

    @Test
    void hasAttribution_whenAKeyIsMissing_namesOperationModelAndKey() {
        forTenant("acme", () -> shop.chat(10, 1));
        shop.chat("large", 10, 1).chat("large", 10, 1);
        shop.ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN);

        assertThat(shop.costs).total().hasAttribution(AttributionKey.TEAM);
        assertThat(messageOf(() -> assertThat(shop.costs)
                        .total()
                        .hasAttribution(AttributionKey.TEAM, AttributionKey.TENANT, AttributionKey.FEATURE)))
                .isEqualTo("""
                Expecting this run to be attributed by team, tenant, feature, but 4 operations of 4 are not:
                  chat acme/small has no feature
                  chat acme/large has no tenant, feature
                  query vectors has no tenant, feature""");
    }

    @Test
    void isAttributedTo_whenItIsAnother_namesBoth() {
        forTenant("acme", () -> shop.chat(10, 1));
        forTenant("globex", () -> shop.chat("large", 10, 1));

        assertThat(shop.costs).total().isAttributedTo(AttributionKey.TEAM, "support");
        assertThat(messageOf(() -> assertThat(shop.costs).total().isAttributedTo(AttributionKey.TENANT, "acme")))
                .isEqualTo("Expecting this run to be attributed to tenant 'acme', but 1 operation of 2 is not:\n"
                        + "  chat acme/large has tenant 'globex'");
        assertThat(messageOf(() -> assertThat(shop.costs).total().isAttributedTo(AttributionKey.OWNER, "amy")))
                .contains("  chat acme/large has no owner");
    }

    @Test
    void hasAttribution_whenNoOperationEnded_saysNothing() {
        shop.reached("case", () -> {});

        assertThat(messageOf(() -> assertThat(shop.costs).outcome("case").hasAttribution(AttributionKey.TEAM)))
                .isEqualTo("Expecting outcome case to be attributed by team, but no operation ended");
    }

    private void forTenant(String tenant, Runnable work) {
        try (Scope ignored = Attribution.builder().tenant(tenant).build().makeCurrent()) {
            work.run();
        }
    }
}
