package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-08-01,                           2026-08-01T00:00:00Z",
        "2026-08-01T12:30,                     2026-08-01T12:30:00Z",
        "2026-08-01T12:30:15,                  2026-08-01T12:30:15Z",
        "2026-08-01 12:30:15.5,                2026-08-01T12:30:15.5Z",
        "2026-08-01t12:30:15z,                 2026-08-01T12:30:15Z",
        "'2026-08-01T12:30:15,123456789Z',     2026-08-01T12:30:15.123456789Z",
        "2026-08-01T00:30:00+02:00,            2026-07-31T22:30:00Z",
        "2026-08-01T22:30-0330,                2026-08-02T02:00:00Z",
        "2026-08-01T12:00+01,                  2026-08-01T11:00:00Z",
        "2024-02-29T23:59:59.999Z,             2024-02-29T23:59:59.999Z"
    })
    void parse_whenWrittenAsIso8601_givesTheInstant(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-8-1",
                "20260801",
                "2026-02-29",
                "2026-13-01",
                "2026-08-01T",
                "2026-08-01T1:00",
                "2026-08-01T24:00",
                "2026-08-01T12:60",
                "2026-08-01T12:00:60Z",
                "2026-08-01T12:00:00.Z",
                "2026-08-01T12:00:00.1234567890Z",
                "2026-08-01T12:00Zx",
                "2026-08-01T12:00+19:00",
                "2026-08-01T12:00+2",
                "2026-08-01X12:00",
                "tomorrow",
                "\u0662\u0660\u0662\u0666-08-01"
            })
    void parse_whenItIsNone_throws(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
