// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import probus.engine.catalog.OwnRules;
import probus.engine.catalog.RuleSource;
import probus.engine.lint.Finding;
import probus.engine.lint.RuleLint;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What editors ask of a language server, about rule files: what is wrong, what a word means, what may stand here. The protocol is
 * LSP 3.17 over standard input and output; a text is always sent whole.
 */
final class LanguageServer {
    private static final int MESSAGE_MAX = 1 << 24;

    private final InputStream in;
    private final Results out;
    private final Map<String, String> texts = new HashMap<>();
    private boolean shutDown;

    LanguageServer(InputStream in, Results out) {
        this.in = in;
        this.out = out;
    }

    /** Answers until the editor leaves; {@return the exit code} */
    int serve() throws IOException {
        while (true) {
            Optional<byte[]> message = read();
            if (message.isEmpty()) {
                return shutDown ? Exit.OK : Exit.UNREADABLE;
            }
            Map<String, Object> request;
            try {
                request = object(JsonValue.parse(message.get()));
            } catch (IllegalArgumentException e) {
                continue;
            }
            if (request.getOrDefault("method", "").equals("exit")) {
                return shutDown ? Exit.OK : Exit.VIOLATED;
            }
            answer(request);
        }
    }

    private void answer(Map<String, Object> request) {
        Map<String, Object> parameters = object(request.get("params"));
        String uri = String.valueOf(object(parameters.get("textDocument")).get("uri"));
        switch (String.valueOf(request.get("method"))) {
            case "initialize" ->
                reply(
                        request,
                        Map.of(
                                "capabilities",
                                Map.of(
                                        "textDocumentSync",
                                        1L,
                                        "hoverProvider",
                                        true,
                                        "completionProvider",
                                        Map.of("triggerCharacters", List.of(".", "(", " "))),
                                "serverInfo",
                                Map.of("name", "probus", "version", Version.get())));
            case "shutdown" -> {
                shutDown = true;
                reply(request, Optional.empty());
            }
            case "textDocument/didOpen" ->
                changed(
                        uri,
                        String.valueOf(object(parameters.get("textDocument")).get("text")));
            case "textDocument/didChange" -> {
                List<?> changes = list(parameters.get("contentChanges"));
                if (!changes.isEmpty()) {
                    changed(
                            uri,
                            String.valueOf(
                                    object(changes.get(changes.size() - 1)).get("text")));
                }
            }
            case "textDocument/didClose" -> {
                texts.remove(uri);
                send(Map.of(
                        "method",
                        "textDocument/publishDiagnostics",
                        "params",
                        Map.of("uri", uri, "diagnostics", List.of())));
            }
            case "textDocument/hover" ->
                reply(
                        request,
                        RuleHelp.hover(cursor(uri, parameters))
                                .<Object>map(text -> Map.of("contents", Map.of("kind", "markdown", "value", text)))
                                .orElse(Optional.empty()));
            case "textDocument/completion" ->
                reply(
                        request,
                        RuleHelp.completion(cursor(uri, parameters)).entrySet().stream()
                                .map(entry -> Map.of("label", entry.getKey(), "detail", entry.getValue()))
                                .toList());
            default -> {
                if (request.containsKey("id")) {
                    send(Map.of("id", request.get("id"), "error", Map.of("code", -32601L, "message", "not known")));
                }
            }
        }
    }

    private RuleHelp.Cursor cursor(String uri, Map<String, Object> parameters) {
        Map<String, Object> position = object(parameters.get("position"));
        return RuleHelp.Cursor.of(
                texts.getOrDefault(uri, ""), number(position.get("line")), number(position.get("character")));
    }

    private void changed(String uri, String text) {
        String known = text.replace("\r\n", "\n");
        texts.put(uri, known);
        if (!uri.endsWith("/" + OwnRules.RULE)) {
            return;
        }
        Path file = Path.of(uri.replaceFirst("^file://", ""));
        String folder = file.getParent() == null || file.getParent().getFileName() == null
                ? ""
                : file.getParent().getFileName().toString();
        List<Map<String, Object>> diagnostics = new RuleLint()
                .lint(new RuleSource(file.toString(), known), folder).stream()
                        .filter(finding -> finding.level() != Finding.Level.NOTE)
                        .map(LanguageServer::diagnostic)
                        .toList();
        send(Map.of(
                "method", "textDocument/publishDiagnostics", "params", Map.of("uri", uri, "diagnostics", diagnostics)));
    }

    private static Map<String, Object> diagnostic(Finding finding) {
        long line = Math.max(0, finding.at().line() - 1);
        long column = Math.max(0, finding.at().column() - 1);
        long length = Math.max(1, finding.at().to() - finding.at().from());
        return Map.of(
                "range",
                Map.of(
                        "start", Map.of("line", line, "character", column),
                        "end", Map.of("line", line, "character", column + length)),
                "severity",
                finding.level() == Finding.Level.ERROR ? 1L : 2L,
                "code",
                finding.code(),
                "source",
                "probus",
                "message",
                finding.problem() + (finding.hint().isEmpty() ? "" : "\n" + finding.hint()));
    }

    private void reply(Map<String, Object> request, Object result) {
        if (request.containsKey("id")) {
            send(Map.of("id", request.get("id"), "result", result));
        }
    }

    private void send(Map<String, Object> message) {
        Map<String, Object> whole = new HashMap<>(message);
        whole.put("jsonrpc", "2.0");
        StringWriter text = new StringWriter();
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text);
        JsonValue.write(whole, json);
        json.flush();
        int length = text.toString().getBytes(StandardCharsets.UTF_8).length;
        out.writer().print("Content-Length: " + length + "\r\n\r\n" + text);
        out.writer().flush();
    }

    private Optional<byte[]> read() throws IOException {
        int length = -1;
        while (true) {
            String line = line();
            if (line == null) {
                return Optional.empty();
            }
            if (line.isEmpty() && length >= 0) {
                byte[] body = in.readNBytes(length);
                return body.length == length ? Optional.of(body) : Optional.empty();
            }
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                String number = line.substring(line.indexOf(':') + 1).strip();
                length = number.matches("\\d{1,8}") ? Math.min(MESSAGE_MAX, Integer.parseInt(number)) : -1;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > 1000) {
                return null;
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static int number(Object value) {
        return value instanceof Long number ? (int) Math.min(Integer.MAX_VALUE, Math.max(0, number)) : 0;
    }
}
