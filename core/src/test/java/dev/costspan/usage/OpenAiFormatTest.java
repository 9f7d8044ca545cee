package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenAiFormatTest {

    /** BerriAI/litellm issue 6215: 1,920 of 2,006 prompt tokens are cached, not another 1,920. */
    @Test
    void chat_whenTokensAreCached_keepsThemInsideThePrompt() {
        UsageReport report = UsageFormat.of("openai", "chat").read("""
                        {"id":"c","model":"gpt-4o-2024-08-06","service_tier":"default",
                         "choices":[{"message":{"content":"{\\"usage\\":{\\"prompt_tokens\\":9}}"}}],
                         "usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
                          "prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
                          "completion_tokens_details":{"reasoning_tokens":128,"audio_tokens":0,
                           "accepted_prediction_tokens":10,"rejected_prediction_tokens":20}}}
                        """);

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 2006, cache_read_tokens 1920, input_audio_tokens 0,"
                        + "output_tokens 300, output_reasoning_tokens 128, output_audio_tokens 0"));
        assertThat(report.usage().tokens(Bucket.INPUT)).isEqualTo(86);
        assertThat(report.model()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(report.conditions().serviceTier()).isEqualTo("default");
        assertThat(report.usage().problem()).isNull();
    }

    @Test
    void chat_whenTokensAreWrittenToTheCache_keepsThemInsideThePrompt() {
        UsageReport report = UsageFormat.of("openai", "chat")
                .read("{\"prompt_tokens\":2006,\"completion_tokens\":300,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"cache_write_tokens\":1920}}");

        assertThat(report.usage().tokens(Bucket.INPUT)).isEqualTo(86);
        assertThat(report.usage().tokens(Bucket.CACHE_WRITE)).isEqualTo(1920);
    }

    @Test
    void chat_whenDetailsAreNull_readsTheTotals() {
        UsageReport report = UsageFormat.of("openai", "chat")
                .read("{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"prompt_tokens_details\":null,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":null}}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 5, output_tokens 7"));
    }

    /** BerriAI/litellm issue 36168: the last chunk with choices also carries the usage. */
    @Test
    void chatStream_whenTheLastChunkHasChoices_keepsItsUsage() {
        Corpus.Recording recorded = Corpus.of("openai", "chat");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(report.usage().quantity(Meter.INPUT_TOKENS)).isEqualByComparingTo("2006");
        assertThat(report.usage().quantity(Meter.CACHE_READ_TOKENS)).isEqualByComparingTo("1920");
        assertThat(report.usage().quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("300");
    }

    /** Azure's first chunk has the results of its filter and no model. */
    @Test
    void chatStream_whenAChunkHasNoModelsName_keepsTheOneOfTheOthers() {
        UsageFormat.Stream stream = UsageFormat.of("azure.ai.openai", "chat").stream();
        stream.add("{\"choices\":[],\"model\":\"\",\"prompt_filter_results\":[]}");
        stream.add("{\"choices\":[],\"model\":\"gpt-4.1-2025-04-14\",\"usage\":{\"prompt_tokens\":1,"
                + "\"completion_tokens\":2}}");
        stream.add("[DONE]");

        assertThat(stream.report().model()).isEqualTo("gpt-4.1-2025-04-14");
        assertThat(stream.report().usage().quantity(Meter.OUTPUT_TOKENS)).isEqualByComparingTo("2");
    }

    /** Of the actions of a web search call, OpenAI's guide to web search bills the search alone. */
    @Test
    void responsesStream_whenToolsWereCalled_countsThemAndTakesTheServedTier() {
        Corpus.Recording recorded = Corpus.of("openai", "responses");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 90, cache_read_tokens 64, cache_write_tokens 0,"
                        + "output_tokens 188, output_reasoning_tokens 169, web_searches 1, storage_searches 1"));
        assertThat(report.conditions().serviceTier()).isEqualTo("priority");
        assertThat(report.model()).isEqualTo("gpt-5.4");
    }

    @Test
    void responses_whenNoToolWasCalled_statesNoToolRatherThanZero() {
        UsageReport report = UsageFormat.of("openai", "responses")
                .read("{\"output\":[{\"type\":\"code_interpreter_call\"},{\"type\":\"code_interpreter_call\"}],"
                        + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 1, output_tokens 1, code_executions 2"));
    }

    @Test
    void realtime_whenCachedTokensAreSplit_keepsEachInItsModality() {
        Corpus.Recording recorded = Corpus.of("openai", "realtime");

        UsageReport report = recorded.read(recorded.chunks());

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 1000, input_text_tokens 600, input_audio_tokens 250,"
                        + "input_image_tokens 150, cache_read_tokens 400, cache_text_read_tokens 250,"
                        + "cache_audio_read_tokens 100, cache_image_read_tokens 50, output_tokens 500,"
                        + "output_text_tokens 200, output_audio_tokens 300"));
        assertThat(report.usage().hasUnknownOverlap()).isFalse();
    }

    @Test
    void images_whenCountedInTokens_readsModalitiesAndPicture() {
        UsageReport report = UsageFormat.of("openai", "images")
                .read("{\"created\":1,\"size\":\"1024x1024\",\"quality\":\"High\",\"data\":[{\"b64_json\":\"AAAA\"}],"
                        + "\"usage\":{\"input_tokens\":100,\"input_tokens_details\":{\"text_tokens\":70,"
                        + "\"image_tokens\":30},\"output_tokens\":600,\"output_tokens_details\":{\"text_tokens\":100,"
                        + "\"image_tokens\":500},\"total_tokens\":700}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed("input_tokens 100, input_text_tokens 70, input_image_tokens 30,"
                        + "output_tokens 600, output_text_tokens 100, output_image_tokens 500"));
        assertThat(report.conditions().option("size")).isEqualTo("1024x1024");
        assertThat(report.conditions().option("quality")).isEqualTo("high");
    }

    @Test
    void images_whenThereIsNoUsage_countsThePictures() {
        UsageReport report = UsageFormat.of("openai", "images")
                .read(
                        "{\"created\":1,\"data\":[{\"url\":\"https://example.com/1\"},{\"url\":\"https://example.com/2\"}]}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("output_images 2"));
    }

    @Test
    void transcription_whenBilledByDuration_readsSeconds() {
        UsageReport report = UsageFormat.of("openai", "transcription")
                .read("{\"text\":\"Hello\",\"usage\":{\"type\":\"duration\",\"seconds\":2.5}}");

        assertThat(report.usage().quantity(Meter.INPUT_AUDIO_SECONDS)).isEqualByComparingTo("2.5");
    }

    @Test
    void transcription_whenBilledByTokens_readsTheirModalities() {
        UsageReport report = UsageFormat.of("openai", null)
                .read("{\"type\":\"transcript.text.done\",\"text\":\"Hello\",\"usage\":{\"type\":\"tokens\","
                        + "\"input_tokens\":14,\"input_token_details\":{\"text_tokens\":4,\"audio_tokens\":10},"
                        + "\"output_tokens\":31,\"total_tokens\":45}}");

        assertThat(Quantities.of(report))
                .isEqualTo(Quantities.listed(
                        "input_tokens 14, input_text_tokens 4, input_audio_tokens 10, output_tokens 31"));
    }

    @Test
    void speech_whenTheStreamEnds_readsTokens() {
        UsageReport report = UsageFormat.of("openai", "speech")
                .read("{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":14,\"output_tokens\":101,"
                        + "\"total_tokens\":115}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 14, output_tokens 101"));
    }

    @Test
    void embeddings_whenRead_haveInputOnly() {
        UsageReport report = UsageFormat.of("openai", "embeddings")
                .read("{\"object\":\"list\",\"data\":[{\"embedding\":[0.1,-0.2]}],\"model\":\"text-embedding-3-small\","
                        + "\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 8"));
        assertThat(report.model()).isEqualTo("text-embedding-3-small");
    }

    @Test
    void moderation_whenRead_hasNoUsage() {
        UsageReport report = UsageFormat.of("openai", "moderation")
                .read("{\"id\":\"m\",\"model\":\"omni-moderation-latest\",\"results\":[{\"flagged\":false}]}");

        assertThat(report.usage()).isSameAs(Usage.UNKNOWN);
        assertThat(report.model()).isEqualTo("omni-moderation-latest");
    }

    /** A gateway that states the same tokens in both of OpenAI's spellings has not used them twice. */
    @Test
    void read_whenBothSpellingsAreThere_countsOneOfThem() {
        UsageReport report = UsageFormat.of("openai", null)
                .read("{\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"input_tokens\":100,"
                        + "\"output_tokens\":20,\"prompt_tokens_details\":{\"cached_tokens\":60},"
                        + "\"input_tokens_details\":{\"cached_tokens\":60}}}");

        assertThat(report.usage().tokens(Bucket.INPUT)).isEqualTo(40);
        assertThat(report.usage().tokens(Bucket.CACHE_READ)).isEqualTo(60);
        assertThat(report.usage().tokens(Bucket.OUTPUT)).isEqualTo(20);
    }

    @Test
    void batchLine_whenRead_isTheAnswerInside() {
        UsageReport report = UsageFormat.of("openai", "chat")
                .read("{\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{\"model\":\"gpt-4o-mini\","
                        + "\"usage\":{\"prompt_tokens\":22,\"completion_tokens\":2}}},\"error\":null}");

        assertThat(Quantities.of(report)).isEqualTo(Quantities.listed("input_tokens 22, output_tokens 2"));
        assertThat(report.model()).isEqualTo("gpt-4o-mini");
    }
}
