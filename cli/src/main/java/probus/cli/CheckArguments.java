// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The words behind {@code probus check}, sorted. Plain ones are sorted here, which takes no time; whatever is not plain
 * (abbreviated, misspelled, a plea for help) is left to picocli, whose classes no archive can hold.
 */
final class CheckArguments {
    private static final Map<String, CheckOption> NAMES = new HashMap<>();

    static {
        for (CheckOption option : CheckOption.values()) {
            for (String name : option.names()) {
                NAMES.put(name, option);
            }
        }
    }

    private final Map<CheckOption, List<String>> values = new EnumMap<>(CheckOption.class);
    private final List<String> files = new ArrayList<>();

    /** {@return the words from the second on, if they are plain} */
    static Optional<CheckArguments> plain(String[] words) {
        CheckArguments arguments = new CheckArguments();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.equals("-") || !word.startsWith("-")) {
                arguments.files.add(word);
                continue;
            }
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            CheckOption option = NAMES.get(equals < 0 ? word : word.substring(0, equals));
            boolean inline = equals >= 0;
            boolean missing = option != null && option.hasValue() && !inline && i + 1 == words.length;
            if (option == null || missing || (inline && !option.hasValue())) {
                return Optional.empty();
            }
            String value = !option.hasValue() ? "" : inline ? word.substring(equals + 1) : words[++i];
            if (value.startsWith("-") || !arguments.add(option, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(arguments);
    }

    /** {@return what picocli understood} */
    static CheckArguments of(ParseResult parsed) {
        CheckArguments arguments = new CheckArguments();
        for (CheckOption option : CheckOption.values()) {
            OptionSpec spec = parsed.matchedOption(option.spelled());
            if (spec != null && !option.hasValue()) {
                arguments.add(option, "");
            } else if (spec != null) {
                spec.originalStringValues().forEach(value -> arguments.add(option, value));
            }
        }
        for (PositionalParamSpec positional : parsed.matchedPositionals()) {
            arguments.files.addAll(positional.originalStringValues());
        }
        return arguments;
    }

    /** Adds the options to a command. */
    static void describe(CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("FILE")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Traces or logs, compressed or not; a directory is one boot. None, or -: standard input.")
                .build());
        for (CheckOption option : CheckOption.values()) {
            OptionSpec.Builder builder = OptionSpec.builder(option.names()).description(option.description());
            if (option.isRepeatable()) {
                builder.type(List.class).auxiliaryTypes(String.class).paramLabel(option.label());
            } else if (option.hasValue()) {
                builder.type(String.class).paramLabel(option.label());
            } else {
                builder.type(boolean.class);
            }
            spec.addOption(builder.build());
        }
    }

    List<String> files() {
        return files.isEmpty() ? List.of("-") : files;
    }

    boolean has(CheckOption option) {
        return values.containsKey(option);
    }

    Optional<String> value(CheckOption option) {
        return all(option).stream().findFirst();
    }

    List<String> all(CheckOption option) {
        return values.getOrDefault(option, List.of());
    }

    private boolean add(CheckOption option, String value) {
        List<String> known = values.computeIfAbsent(option, key -> new ArrayList<>());
        known.add(value);
        return known.size() == 1 || option.isRepeatable();
    }
}
