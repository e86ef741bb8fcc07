// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an editor is answered is what the page about editors shows. */
final class LanguageServerTest {
    private static final String URI = "\"textDocument\":{\"uri\":\"file:///rules/own-rule/rule.drl\"";
    private static final String RULE = "package rules.own\\nrule \\\"own-rule\\\"\\n    @title(\\\"t\\\")\\nwhen\\n"
            + "    at most once: ListAd per iommu\\nthen\\nend\\n";
    private static final String MENDED = "package rules.own\\nrule \\\"own-rule\\\"\\nwhen\\n"
            + "    at most once: ListAdd( ) per iommu\\nthen\\nend\\n";

    @Test
    void isWhatThePageShows() throws IOException {
        Path page = SourceTree.ROOT.resolve("docs/editor.md");
        String text = Files.readString(page);
        String head = text.substring(0, text.indexOf("headers\nleft out"));
        String rest = "headers\nleft out; `LanguageServerTest` plays this):\n\n```\n" + session() + "```\n";
        GeneratedFile.check(page, head + rest);
    }

    @Test
    void what_is_no_message_does_no_harm() {
        assertThat(served("").exit()).isEqualTo(3);
        assertThat(served("rubbish\n").exit()).isEqualTo(3);
        assertThat(served("Content-Length: 5\r\n\r\nhello" + framed("{\"method\":\"exit\"}"))
                        .exit())
                .isEqualTo(1);
        assertThat(served("Content-Length: 99999999999\r\n\r\n{}").exit()).isEqualTo(3);
        assertThat(served(framed("[1,2]")
                                + framed("{\"id\":7,\"method\":\"who/knows\"}")
                                + framed("{\"method\":\"exit\"}"))
                        .out())
                .contains("\"error\":{");
    }

    private static String session() {
        String[] asked = {
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{" + URI + ",\"text\":\"" + RULE
                    + "\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{" + URI
                    + "},\"contentChanges\":[{\"text\":\"" + MENDED + "\"}]}}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"textDocument/hover\",\"params\":{" + URI
                    + "},\"position\":{\"line\":3,\"character\":20}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"textDocument/completion\",\"params\":{" + URI
                    + "},\"position\":{\"line\":3,\"character\":27}}}",
            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"shutdown\"}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}"
        };
        StringBuilder all = new StringBuilder();
        StringBuilder session = new StringBuilder();
        String before = "";
        for (String message : asked) {
            all.append(framed(message));
            String out = served(all.toString())
                    .out()
                    .replaceAll("Content-Length: \\d+\r\n\r\n", "\n")
                    .strip();
            session.append("--> " + message + "\n");
            String more = out.substring(before.length()).strip();
            if (!more.isEmpty()) {
                session.append("<-- " + more.replace("\n", "\n<-- ") + "\n");
            }
            before = out;
        }
        assertThat(served(all.toString()).exit()).isZero();
        return session.toString();
    }

    private static String framed(String message) {
        return "Content-Length: " + message.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + message;
    }

    private static Run served(String input) {
        return Run.withInput(input.getBytes(StandardCharsets.UTF_8), Terminal.NONE, Map.of(), "rule", "serve");
    }
}
