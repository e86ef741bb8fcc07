// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import probus.engine.CheckOptions;
import probus.engine.Checker;
import probus.engine.Verdict;
import probus.facts.KernelProfile;
import probus.facts.ProbeEvent;
import probus.traces.BootReader;
import probus.traces.BootSink;
import probus.traces.BootSummary;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** The recorded boots and the facts that independent checkers found in them; without the large folder, the samples. */
final class RecordedBoots {
    /** The large folder, where it lies beside the checkout. */
    static final Optional<Path> ALL = Stream.iterate(SourceTree.ROOT, folder -> folder != null, Path::getParent)
            .map(folder -> folder.resolve("shared/kernel-traces"))
            .filter(folder -> Files.exists(folder.resolve("derived-facts.json")))
            .findFirst();

    private static final Path FOLDER = ALL.orElse(SourceTree.ROOT.resolve("traces/samples"));
    private static final List<String> FILES = List.of("trace.txt", "trace.txt.gz", "console.log", "console.log.gz");

    private RecordedBoots() {}

    /**
     * What Probus says of an input.
     *
     * @param verdicts by rule id
     */
    record Answer(BootSummary summary, Map<String, Verdict> verdicts) {}

    /** {@return each boot with its facts} */
    static Map<String, Facts> facts() {
        Map<String, Facts> facts = new TreeMap<>();
        try (JsonParser parser = new JsonFactory()
                .createParser(
                        tools.jackson.core.ObjectReadContext.empty(),
                        FOLDER.resolve("derived-facts.json").toFile())) {
            parser.nextToken();
            if (value(parser) instanceof Map<?, ?> boots) {
                boots.forEach((boot, of) -> facts.put((String) boot, new Facts((Map<?, ?>) of)));
            }
        }
        facts.keySet().removeIf(boot -> !Files.isDirectory(FOLDER.resolve(boot)));
        return facts;
    }

    /** {@return the boot's folder, which is one input} */
    static Path folder(String boot) {
        return FOLDER.resolve(boot);
    }

    /** {@return the one file of a boot that somebody would send: the trace, after a crash the console log} */
    static Path file(String boot) {
        return FILES.stream()
                .map(folder(boot)::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /** {@return what Probus says of an input for {@code --kernel 6.1.192}} */
    static Answer check(Path input) {
        return check(new BootReader(System.in), input.toString());
    }

    /** {@return the same of a text} */
    static Answer check(String text) {
        return check(new BootReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))), "-");
    }

    private static Answer check(BootReader reader, String input) {
        CheckOptions options = CheckOptions.DEFAULT.on(Optional.of(KernelProfile.P61Y));
        List<BootSummary> boots = new ArrayList<>();
        try (Checker checker = new Checker(Rules.BUNDLED, options, violation -> {})) {
            reader.read(input, new BootSink() {
                @Override
                public void beginBoot(String name, int boot) {
                    // each of these inputs is one boot
                }

                @Override
                public void event(ProbeEvent event) {
                    checker.accept(event);
                }

                @Override
                public void endBoot(BootSummary summary) {
                    boots.add(summary);
                }
            });
            BootSummary summary = boots.get(0);
            summary.recordable().forEach(checker::armed);
            Map<String, Verdict> verdicts = new TreeMap<>();
            checker.finish(summary.userSpace(), summary.crashed())
                    .forEach(verdict -> verdicts.put(verdict.rule().id(), verdict));
            return new Answer(summary, verdicts);
        }
    }

    private static Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                map.put(name, value(parser));
            }
            return map;
        }
        return String.valueOf(parser.getString());
    }

    /** The facts of one boot; what they do not tell is empty. */
    record Facts(Map<?, ?> values) {
        /** {@return the entries of one kind, a list of cells each} */
        List<List<String>> entries(String key) {
            List<List<String>> entries = new ArrayList<>();
            if (values.get(key) instanceof List<?> list) {
                for (Object entry : list) {
                    entries.add(
                            entry instanceof List<?> cells
                                    ? cells.stream().map(String::valueOf).toList()
                                    : List.of(String.valueOf(entry)));
                }
            }
            return entries;
        }

        /** {@return whether two tasks were in the IOMMU probe at once, by a function graph} */
        boolean hasOverlapInGraph() {
            Object overlaps = values.get("graph_iommu_probe_device_overlaps");
            return overlaps != null && !overlaps.equals("0") && !overlaps.equals(List.of());
        }

        /** {@return whether there is anything to compare verdicts with} */
        boolean hasExpectation() {
            return values.containsKey("expected");
        }

        /** {@return the invariants of which {@code word} is expected} */
        List<String> expected(String word) {
            return values.get("expected") instanceof Map<?, ?> words && words.get(word) instanceof List<?> ids
                    ? ids.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }
}
