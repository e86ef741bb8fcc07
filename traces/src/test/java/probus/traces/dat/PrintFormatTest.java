// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import probus.traces.format.Symbols;

/** Print formats as kernels write them, over one event. */
final class PrintFormatTest {
    private static final String FIELDS = """
            \tfield:unsigned long flags;\toffset:8;\tsize:8;\tsigned:0;
            \tfield:int state;\toffset:16;\tsize:4;\tsigned:1;
            \tfield:u8 mac[4];\toffset:20;\tsize:4;\tsigned:0;
            \tfield:char comm[8];\toffset:24;\tsize:8;\tsigned:0;
            \tfield:__data_loc u8[] buf;\toffset:32;\tsize:4;\tsigned:0;
            \tfield:__data_loc char[] name;\toffset:36;\tsize:4;\tsigned:0;
            \tfield:__data_loc unsigned long[] mask;\toffset:40;\tsize:4;\tsigned:0;
            """;
    private static final byte[] DATA = DatWriter.buffer(56)
            .putLong(0x15)
            .putInt(-2)
            .put(new byte[] {1, 2, (byte) 0xfe, 4})
            .put(new byte[] {'i', 'n', 'i', 't', 0, 0, 0, 0})
            .putInt(44 | 3 << 16)
            .putInt(48 | 5 << 16)
            .putInt(56 | 8 << 16)
            .put(new byte[] {(byte) 0xde, (byte) 0xad, 7, 0})
            .put(new byte[] {'p', 's', 'c', 'i', 0, 0, 0, 0})
            .putLong(0x1_0000_000fL)
            .array();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\0', textBlock = """
            "%s", __print_flags(REC->flags, "|", { 1, "A" }, { 4, "B" }, { 2, "C" })        => A|B|0x10
            "%s", __print_flags(REC->flags & 0, "|", { 0, "NONE" }, { 1, "A" })             => NONE
            "%s", __print_flags(REC->flags, ", ", { (unsigned long) (((1UL) << 4)), "D" })  => D, 0x5
            "%s", __print_symbolic(REC->state, { -2, "ENOENT" }, { 0, "OK" })               => ENOENT
            "%s", __print_symbolic(REC->flags, { 0, "OK" })                                 => 0x15
            "%s", REC->state & 1 ? __print_symbolic(1, { 1, "one" }) : "even"               => even
            "%s%s", REC->flags > 20 ? "big" : "small", REC->flags == 0x15 ? "+" : ""        => big+
            "%d %u %x", REC->state, REC->state, REC->state                                  => -2 4294967294 fffffffe
            "%lu %lx", REC->flags * 2 + 1, (REC->flags << 8) | 0xf                          => 43 150f
            "%d", (u8)(REC->flags + 250) - 1                                                => 14
            "%d", REC->flags / 0 + (REC->flags % 4)                                         => 1
            "%d", !(REC->flags && REC->state) || ~REC->flags >= 0                           => 0
            "%02x:%02x", REC->mac[0], REC->mac[2]                                           => 01:fe
            "comm=%-6s|", REC->comm                                                         => comm=init  |
            "%s", __get_str(name)                                                           => psci
            "%s %d", (char *)__get_str(name), __get_dynamic_array_len(buf)                  => psci 3
            "%s", __print_hex(__get_dynamic_array(buf), 3)                                  => de ad 07
            "%s", __print_hex_str(__get_dynamic_array(buf), __get_dynamic_array_len(buf))   => dead07
            "%s", __print_hex(REC->mac, 4)                                                  => 01 02 fe 04
            "%s", __print_array(__get_dynamic_array(buf), 3, 1)                             => {0xde,0xad,0x7}
            "%s", __print_array(__get_dynamic_array(buf), 999, 1)                           => {0xde,0xad,0x7}
            "%s", __get_bitmask(mask)                                                       => 00000001,0000000f
            "100%% of %s, \\"quoted\\"", "it, all"                                          => 100% of it, all, "quoted"
            """)
    void isPrintedAsTheKernelDoes(String print, String expected) {
        assertThat(printed(print)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"%s\", jiffies_to_msecs(REC->flags)",
                "\"%d\", REC->none",
                "\"%d\", REC->state == SOMETHING",
                "\"%d\", (REC->state",
                "\"%s\", __print_symbolic(REC->state, { 1, \"a\" )",
                "\"%s\", __print_array(__get_dynamic_array(buf), 3, 5)",
                "\"%pI4\", REC->flags",
                "\"%d\"",
                "REC->state"
            })
    void whatCannotBeComputedIsShownAsFields(String print) {
        assertThat(PrintFormat.of(format(print), false)).isEmpty();
    }

    @Test
    void anExpressionThatIsTooDeepIsNotFollowed() {
        String deep = "(".repeat(10_000) + "1" + ")".repeat(10_000);

        assertThat(PrintFormat.of(format("\"%d\", " + deep), false)).isEmpty();
        assertThat(PrintFormat.of(format("\"%d\", " + "-".repeat(10_000) + "1"), false))
                .isEmpty();
    }

    /** Where both print the same; trace-cmd has a layout of its own for arrays, and takes numbers below zero for large ones. */
    @Test
    void traceCmdPrintsTheSame() throws IOException {
        assumeTrue(TraceCmd.isInstalled(), "trace-cmd is not installed");
        DatWriter file = new DatWriter().task(1, "init");
        List<String> prints = List.of(
                "\"%s\", __print_flags(REC->flags, \"|\", { 1, \"A\" }, { 4, \"B\" }, { 2, \"C\" })",
                "\"%s\", __print_symbolic(REC->flags, { 0, \"OK\" })",
                "\"%s\", REC->flags & 1 ? __print_symbolic(1, { 1, \"one\" }) : \"even\"",
                "\"%s comm=%s\", __get_str(name), REC->comm",
                "\"%s\", __print_hex(__get_dynamic_array(buf), 3)",
                "\"%lu %lx\", REC->flags * 2 + 1, (REC->flags << 8) | 0xf");
        for (int i = 0; i < prints.size(); i++) {
            file.format("test", "event" + i, 900 + i, FIELDS, prints.get(i));
            file.event(0, 1000L * (i + 1), 900 + i, 1, DATA);
        }
        Path written = Files.write(folder.resolve("trace.dat"), file.bytes());

        assertThat(Comparison.compare(written)).isEqualTo(prints.size());
    }

    private static String printed(String print) {
        ByteBuffer event = DatWriter.buffer(8 + DATA.length);
        event.putShort((short) 900).putShort((short) 0).putInt(1).put(DATA).flip();
        StringBuilder text = new StringBuilder();
        PrintFormat.of(format(print), false).orElseThrow().print(event, Symbols.NONE, text);
        return text.toString();
    }

    private static EventFormat format(String print) {
        List<String> lines =
                new ArrayList<>(List.of("name: event", "ID: 900", "format:", FIELDS, "print fmt: " + print));
        return EventFormat.of("test", String.join("\n", lines)).orElseThrow();
    }
}
