// SPDX-License-Identifier: Apache-2.0
package probus.cli;

/** The options of {@code probus check}, in the order of its help. */
enum CheckOption {
    KERNEL(
            "--kernel",
            "VERSION",
            "The kernel that was recorded: 6.1.192, 6.1-rc1, or a profile. Default: what a log says."),
    RULE("--rule", "ID", "Only this rule: its id, or a catalogue id for all that share it. May be repeated."),
    IGNORE("--ignore", "ID", "Not this rule. May be repeated."),
    RULES(
            "--rules",
            "DIR",
            "Also the rules of this folder, compiled as they are: a rule file can run code. May be repeated."),
    UNTRUSTED("--untrusted-rules", "", "Of --rules, only declarative rules, under limits of time and memory."),
    DEVICE("--device", "NAME", "Only violations that concern this device."),
    SYMBOLS(
            "--symbols",
            "FILE",
            "System.map or kallsyms of the kernel, for inputs that show addresses (trace-cmd report, perf script)."),
    FORMAT("--format", "text|json", "How to answer. Default: text."),
    OUTPUT("-o", "--output", "FILE", "Write the answer there instead of standard output."),
    FAIL_ON("--fail-on", "error|warning|note", "The least severity that makes the exit code 1. Default: error."),
    STRICT("--strict", "", "Exit code 5 if nothing is violated but something undecided."),
    ONE_BOOT("--one-boot", "", "All FILEs were recorded in one boot."),
    EXPLAIN_INPUT(
            "--explain-input",
            "",
            "Check nothing: say what each input was taken for, what it records, and which rules that decides."),
    ALL("--all", "", "Show every violation in full."),
    VERBOSE("-v", "--verbose", "", "Also name the rules that nothing exercised."),
    COLOR("--color", "auto|always|never", "Default: on a terminal, unless NO_COLOR is set."),
    WIDTH("--width", "COLUMNS", "Columns of a line. Default: the terminal's, or 100."),
    MAX_LINE("--max-line", "BYTES", "Of a longer line the rest is not read. Default: 65536."),
    MAX_VIOLATIONS("--max-violations", "N", "Violations kept of one rule; the others are counted. Default: 100."),
    MAX_HISTORY("--max-history", "N", "Events that rules may look back at. Default: 1000000.");

    private final String shortName;
    private final String name;
    private final String label;
    private final String description;

    CheckOption(String name, String label, String description) {
        this("", name, label, description);
    }

    CheckOption(String shortName, String name, String label, String description) {
        this.shortName = shortName;
        this.name = name;
        this.label = label;
        this.description = description;
    }

    /** {@return the long name, dashes included} */
    String spelled() {
        return name;
    }

    /** {@return all names} */
    String[] names() {
        return shortName.isEmpty() ? new String[] {name} : new String[] {shortName, name};
    }

    /** {@return what its value is called, {@code ""} for an option that has none} */
    String label() {
        return label;
    }

    boolean hasValue() {
        return !label.isEmpty();
    }

    boolean isRepeatable() {
        return this == RULE || this == IGNORE || this == RULES;
    }

    String description() {
        return description;
    }
}
