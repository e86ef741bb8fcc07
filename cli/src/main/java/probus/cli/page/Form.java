// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values as a form or the end of an address has them: {@code action=step&events=10}. */
final class Form {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /**
     * Reads a form.
     *
     * @throws IllegalArgumentException if it is none
     */
    Form(String text) {
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
    }

    /** {@return the first value of that name, {@code ""} if there is none} */
    String text(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /** {@return all values of that name} */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** {@return a number} */
    double number(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is to be a number", e);
        }
    }

    /** {@return a whole number} */
    long whole(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is to be a whole number", e);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
