package dev.costspan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the command line in this process, and what came of it. */
record Ran(int exitCode, String out, String err) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Ran on(String input, String... words) {
        return on(input.getBytes(StandardCharsets.UTF_8), words);
    }

    static Ran on(byte[] input, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = CostspanCli.run(new Streams(new ByteArrayInputStream(input), out, err), words);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Prices one line. */
    static JsonNode price(String line) {
        return on(line, "price").result(0);
    }

    /** Returns the line of output, from 0. */
    JsonNode result(int index) {
        try {
            return JSON.readTree(lines().get(index));
        } catch (JsonProcessingException broken) {
            throw new AssertionError("no JSON: " + lines().get(index), broken);
        }
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
