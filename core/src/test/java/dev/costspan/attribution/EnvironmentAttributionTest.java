package dev.costspan.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentAttributionTest {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void read_whenNothingIsSet_isNone() {
        assertThat(read(NOTHING, NOTHING)).isSameAs(Attribution.NONE);
        assertThat(read(Map.of("costspan.team", " ", "costspan.tag.a", ""), Map.of("COSTSPAN_TEAM", "")))
                .isSameAs(Attribution.NONE);
    }

    @ParameterizedTest
    @EnumSource(AttributionKey.class)
    void read_ofEachKey_takesThePropertyThenTheVariableThenTheResource(AttributionKey key) {
        String name = "costspan." + key.id();
        Map<String, String> properties = Map.of(name, "property");
        Map<String, String> variables = new HashMap<>();
        variables.put("OTEL_RESOURCE_ATTRIBUTES", name + "=resource");
        assertThat(read(NOTHING, variables).get(key)).isEqualTo("resource");

        variables.put("COSTSPAN_" + key.name(), "variable");
        assertThat(read(NOTHING, variables).get(key)).isEqualTo("variable");
        assertThat(read(properties, variables).get(key)).isEqualTo("property");
    }

    @Test
    void read_whenAPropertyIsBlank_goesOnToTheNext() {
        assertThat(read(Map.of("costspan.team", " "), Map.of("COSTSPAN_TEAM", "ops"))
                        .get(AttributionKey.TEAM))
                .isEqualTo("ops");
    }

    @Test
    void read_whenThePropertyHasResourceAttributes_doesNotReadTheVariable() {
        Attribution read = read(
                Map.of("otel.resource.attributes", "costspan.team=a"),
                Map.of("OTEL_RESOURCE_ATTRIBUTES", "costspan.team=b,costspan.product=shop"));

        assertThat(read).isEqualTo(Attribution.builder().team("a").build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployment.environment=old                                        | old",
                "deployment.environment=old,deployment.environment.name=new         | new",
                "deployment.environment.name=new,costspan.environment=own           | own",
            })
    void read_ofTheEnvironment_takesTheConventionsNamesAfterOurs(String attributes, String environment) {
        assertThat(resource(attributes).get(AttributionKey.ENVIRONMENT)).isEqualTo(environment);
    }

    @Test
    void read_ofTheCostCentre_takesTheConventionsNameAfterOurs() {
        assertThat(resource("service.instance.cost_center.id=4711").get(AttributionKey.COST_CENTER))
                .isEqualTo("4711");
        assertThat(resource("service.instance.cost_center.id=4711,costspan.cost_center=12")
                        .get(AttributionKey.COST_CENTER))
                .isEqualTo("12");
    }

    @Test
    void read_ofTags_takesPropertiesBeforeTheResource() {
        Map<String, String> properties = Map.of("costspan.tag.lane", "a", "costspan.tag.", "nameless");
        Map<String, String> variables = Map.of(
                "OTEL_RESOURCE_ATTRIBUTES",
                "costspan.tag.lane=b,costspan.tag.zone=z,costspan.tag.=x,costspan.tagged=y");

        assertThat(read(properties, variables).tags()).isEqualTo(Map.of("lane", "a", "zone", "z"));
    }

    @Test
    void read_whenThereAreTooManyTags_keepsThoseOfProperties() {
        Map<String, String> properties = new HashMap<>();
        StringBuilder entries = new StringBuilder();
        for (int i = 10; i < 26; i++) {
            properties.put("costspan.tag.p" + i, "v");
            entries.append("costspan.tag.a").append(i).append("=v,");
        }
        Attribution read = read(properties, Map.of("OTEL_RESOURCE_ATTRIBUTES", entries.toString()));

        assertThat(read.tags().keySet()).hasSize(16).allMatch(name -> name.startsWith("p"));
        assertThat(read.droppedTags()).isEqualTo(16);
    }

    @Test
    void read_whenTheResourceIsPercentEncoded_decodesIt() {
        assertThat(resource(
                        "costspan.team=K%C3%BCche%20%26%20B%C3%A4r, costspan.tag.a%2Cb = 1%3D1 ,costspan.product=a+b"))
                .isEqualTo(Attribution.builder()
                        .team("Küche & Bär")
                        .tag("a,b", "1=1")
                        .product("a+b")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "costspan.team",
                "costspan.team=",
                "=support",
                "costspan.team=%",
                "costspan.team=%4",
                "costspan.team=%zz",
                "costspan.team=%C3",
                "costspan.team=%C3%28",
                "costspan.%zzteam=x",
                ",,,",
                "",
                " "
            })
    void read_whenAnEntryIsMalformed_keepsTheOthers(String entry) {
        assertThat(resource("costspan.product=shop," + entry + ",costspan.feature=faq"))
                .isEqualTo(Attribution.builder().product("shop").feature("faq").build());
    }

    @Test
    void fromEnvironment_always_readsTheProperties() {
        System.setProperty("costspan.team", "from-property");
        try {
            assertThat(Attribution.fromEnvironment().get(AttributionKey.TEAM)).isEqualTo("from-property");
        } finally {
            System.clearProperty("costspan.team");
        }
        assertThat(Attribution.fromEnvironment().get(AttributionKey.TEAM)).isNull();
    }

    private static Attribution resource(String attributes) {
        return read(NOTHING, Map.of("OTEL_RESOURCE_ATTRIBUTES", attributes));
    }

    private static Attribution read(Map<String, String> properties, Map<String, String> variables) {
        return new EnvironmentAttribution(properties, variables).read();
    }
}
