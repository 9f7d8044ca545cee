package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFormatTest {

    private static final UsageFormat CHAT = UsageFormat.of("openai", "chat");

    @Test
    void of_whenTheApiIsUnknown_namesThoseThereAre() {
        assertThatThrownBy(() -> UsageFormat.of("anthropic", "speech"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "usage format of provider 'anthropic' has no API 'speech'; it has default, messages, anthropic,"
                                + " chat, or null to recognise each answer by its fields");
    }

    @ParameterizedTest
    @CsvSource({
        "openai, openai",
        "azure, azure",
        "azure.ai.openai, azure",
        "anthropic, anthropic",
        "google, google",
        "gcp.gemini, google",
        "gcp.vertex_ai, google",
        "vertex_ai-language-models, google",
        "aws, aws",
        "aws.bedrock, aws",
        "bedrock_converse, aws",
        "mistral, mistral",
        "mistral_ai, mistral",
        "cohere_chat, cohere",
        "deepseek, deepseek",
        "x-ai, xai",
        "x_ai, xai",
        "xai, xai",
        "perplexity, perplexity",
        "openrouter, openrouter",
        "litellm_proxy, litellm",
        "minimax, minimax",
        "voyageai, voyage",
        "jina_ai, jina",
        "pinecone, pinecone",
        "ollama, ollama",
        "together_ai, compatible",
        "openai-compatible, compatible",
        "'', compatible"
    })
    void family_whenAProviderHasSeveralNames_isTheSame(String provider, String family) {
        assertThat(FormatFamily.of(provider).name()).isEqualTo(family);
    }

    @Test
    void of_whenAskedTwice_returnsTheSameFormat() {
        assertThat(UsageFormat.of("OpenAI", "chat")).isSameAs(CHAT);
    }

    @Test
    void read_whenTheAnswerHoldsNoUsage_isUnknown() {
        UsageReport report = CHAT.read("{\"error\":{\"message\":\"overloaded\"},\"usage\":null}");

        assertThat(report).isEqualTo(new UsageReport(Usage.UNKNOWN, null, Conditions.NONE, null, "USD"));
        assertThat(CHAT.read("{\"usage\":{}}").usage()).isSameAs(Usage.UNKNOWN);
        assertThat(CHAT.read("[]").usage()).isSameAs(Usage.UNKNOWN);
    }

    @Test
    void read_whenGivenBytes_equalsTheString() {
        String body = "{\"model\":\"modèle\",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

        UsageReport report = CHAT.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(Quantities.of(report)).isEqualTo(Quantities.of(CHAT.read(body)));
        assertThat(report.model()).isEqualTo("modèle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "5",
                "\"usage\"",
                "true",
                "{",
                "{\"usage\":{\"prompt_tokens\":1}",
                "[{}",
                "[1]",
                "[[]]",
                "{}{}",
                "{} x",
                "{\"usage\":{\"prompt_tokens\":01}}",
                "{\"usage\":{\"prompt_tokens\":NaN}}",
                "{\"a\":tru}",
                "data: {}",
                "{\"a\":[1,2}"
            })
    void read_whenMalformed_throwsWithoutQuotingTheAnswer(String json) {
        assertThatThrownBy(() -> CHAT.read(json))
                .isExactlyInstanceOf(UsageFormatException.class)
                .hasNoCause();
        assertThatThrownBy(() -> CHAT.read(json.getBytes(StandardCharsets.UTF_8)))
                .isExactlyInstanceOf(UsageFormatException.class);
    }

    @Test
    void read_whenMalformed_saysWhere() {
        assertThatThrownBy(() -> CHAT.read("{\"content\":secret}"))
                .isInstanceOf(UsageFormatException.class)
                .hasMessageMatching("the answer is not JSON, at character \\d+")
                .hasMessageNotContaining("secret");
    }

    @Test
    void read_whenNestedTooDeep_throws() {
        String deep = "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";

        assertThatThrownBy(() -> CHAT.read(deep))
                .isInstanceOf(UsageFormatException.class)
                .hasMessageStartingWith("the answer goes over a limit of depth or length");
    }

    @Test
    void read_whenLongerThanTheLimit_throwsBeforeReading() {
        byte[] blank = new byte[AnswerScan.MOST_BYTES + 1];

        assertThatThrownBy(() -> CHAT.read(blank))
                .isInstanceOf(UsageFormatException.class)
                .hasMessage("the answer has 67108865 bytes, more than the 67108864 that are read");
    }

    @Test
    void read_whenTheAnswerHoldsALongText_readsPastIt() {
        String picture = "A".repeat(22 << 20);

        UsageReport report =
                CHAT.read("{\"data\":\"" + picture + "\",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 1, output_tokens 2"));
    }

    @Test
    void read_whenAnswersTextLooksLikeUsage_readsTheRealOne() {
        UsageReport report = CHAT.read("{\"choices\":[{\"usage\":{\"prompt_tokens\":9},\"prompt_tokens\":9}],"
                + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"other\":{\"prompt_tokens\":9}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 1, output_tokens 2"));
    }

    @Test
    void read_whenATextIsTooLong_leavesItOut() {
        UsageReport report = CHAT.read(
                "{\"model\":\"" + "m".repeat(257) + "\",\"service_tier\":\" \"," + "\"usage\":{\"prompt_tokens\":1}}");

        assertThat(report.model()).isNull();
        assertThat(report.conditions()).isEqualTo(Conditions.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, usage field 'usage.prompt_tokens' is -5",
        "1.5, 'usage field ''prompt_tokens'' is 1.5, not a whole number'",
        "1e400, usage field 'usage.prompt_tokens' is 1e400",
        "1e999999999, usage field 'usage.prompt_tokens' is 1e999999999",
        "1e99999999999, usage field 'usage.prompt_tokens' is 1e99999999999",
        "'\"secret\"', usage field 'usage.prompt_tokens' is a string",
        "true, usage field 'usage.prompt_tokens' is a boolean",
        "{}, usage field 'usage.prompt_tokens' is an object",
        "[3], usage field 'usage.prompt_tokens' is a list",
        "99999999999999999999, 'input_tokens is 99999999999999999999, more than can be counted'"
    })
    void read_whenACounterIsNoCount_saysSoAndKeepsTheRest(String value, String problem) {
        UsageReport report = CHAT.read("{\"usage\":{\"prompt_tokens\":" + value + ",\"completion_tokens\":2}}");

        assertThat(report.usage().problem()).isEqualTo(problem);
        assertThat(report.usage().quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("2");
    }

    @Test
    void read_whenANumberIsVeryLong_saysItsLengthAlone() {
        UsageReport report = CHAT.read("{\"usage\":{\"prompt_tokens\":" + "9".repeat(900) + "}}");

        assertThat(report.usage().problem())
                .isEqualTo("usage field 'usage.prompt_tokens' is a number of 900 characters");
    }

    /** A total that is negative by itself, and positive with what is added to it. */
    @Test
    void read_whenANegativeCounterDisappearsInASum_saysSo() {
        UsageReport report = UsageFormat.of("anthropic", "messages")
                .read("{\"usage\":{\"input_tokens\":-5,\"cache_read_input_tokens\":100,\"output_tokens\":1}}");

        assertThat(report.usage().problem()).isEqualTo("usage field 'usage.input_tokens' is -5");
    }

    @Test
    void read_whenAPartExceedsItsTotal_saysSo() {
        UsageReport report = CHAT.read("{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":11}}}");

        assertThat(report.usage().problem()).isEqualTo("input_tokens is 10 but its parts add up to 11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "\"0.1\"", "{}", "1e999999999"})
    void read_whenTheAmountIsNone_reportsNone(String amount) {
        UsageReport report = UsageFormat.of("openrouter", "chat")
                .read("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"cost\":" + amount + "}}");

        assertThat(report.reportedCost()).isNull();
        assertThat(report.usage().problem()).isNull();
    }

    @Test
    void stream_whenAChunkIsMalformed_throwsAndKeepsWhatItHad() {
        UsageFormat.Stream stream = CHAT.stream();
        stream.add("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");

        assertThatThrownBy(() -> stream.add("{\"usage\":{\"prompt_tokens\":100}"))
                .isInstanceOf(UsageFormatException.class);

        assertThat(Quantities.of(stream.report())).isEqualTo(Quantities.listed("input_tokens 1, output_tokens 2"));
    }

    @Test
    void stream_whenNothingCame_isUnknown() {
        UsageFormat.Stream stream = CHAT.stream();
        stream.add(" ");
        stream.add("[DONE]");

        assertThat(stream.report().usage()).isSameAs(Usage.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"0.000123, 0.000123", "' 1e-7 ', 0.0000001", "0, 0"})
    void reportedCost_whenADecimal_isExact(String header, String amount) {
        assertThat(UsageFormat.reportedCost(header)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "None", "-1", "1e999999999", "1e99999999999", "NaN", "0x1p3", "1,5"})
    void reportedCost_whenNoAmount_isNull(String header) {
        assertThat(UsageFormat.reportedCost(header)).isNull();
        assertThat(UsageFormat.reportedCost(null)).isNull();
        assertThat(UsageFormat.reportedCost("1".repeat(65))).isNull();
    }
}
