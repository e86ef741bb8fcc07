// SPDX-License-Identifier: Apache-2.0
package probus.traces.dat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event's layout, as the file describes it in the words of {@code events/SYSTEM/NAME/format}.
 *
 * @param system that the event belongs to
 * @param name of the event
 * @param id what its data begins with
 * @param fields in the order of the description
 * @param print the kernel's print format, in C
 */
record EventFormat(String system, String name, int id, Map<String, Field> fields, String print) {
    private static final int MOST_FIELDS = 512;
    private static final Pattern ID = Pattern.compile("(?m)^ID: (\\d{1,9})$");
    private static final Pattern NAME = Pattern.compile("(?m)^name: (\\S+)$");
    private static final Pattern PRINT = Pattern.compile("(?ms)^print fmt: (.*?)\\s*\\z");
    private static final Pattern FIELD = Pattern.compile(
            "(?m)^\\s*field:([^;]{1,500});\\s*offset:(\\d{1,6});\\s*size:(\\d{1,6});(?:\\s*signed:(\\d);)?");
    private static final Pattern DECLARATION = Pattern.compile("(.*?)\\s*\\b(\\w+)\\s*(\\[[^\\]]*])?\\s*");

    /** {@return the layout; empty if the text describes none} */
    static Optional<EventFormat> of(String system, String text) {
        Matcher id = ID.matcher(text);
        Matcher name = NAME.matcher(text);
        if (!id.find() || !name.find()) {
            return Optional.empty();
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find() && fields.size() < MOST_FIELDS) {
            add(fields, field);
        }
        Matcher print = PRINT.matcher(text);
        return Optional.of(new EventFormat(
                system, name.group(1), Integer.parseInt(id.group(1)), fields, print.find() ? print.group(1) : ""));
    }

    private static void add(Map<String, Field> fields, Matcher line) {
        Matcher declaration = DECLARATION.matcher(line.group(1).strip());
        if (!declaration.matches()) {
            return;
        }
        int size = Integer.parseInt(line.group(3));
        boolean signed = "1".equals(line.group(4));
        String type = declaration.group(1);
        String name = declaration.group(2);
        boolean array = declaration.group(3) != null;
        int offset = Integer.parseInt(line.group(2));
        fields.put(name, new Field(name, type, offset, size, signed, kind(type, array, size)));
    }

    private static Field.Kind kind(String type, boolean array, int size) {
        if (type.startsWith("__data_loc") || type.startsWith("__rel_loc")) {
            return type.contains("char[]") ? Field.Kind.DYNAMIC_TEXT : Field.Kind.DYNAMIC;
        }
        if (array || size > 8) {
            return type.matches("(const )?char") ? Field.Kind.TEXT : Field.Kind.ARRAY;
        }
        return Field.Kind.NUMBER;
    }

    /** {@return whether this is a kprobe's or fprobe's event} */
    boolean isProbe() {
        return isReturn() || fields.containsKey("__probe_ip");
    }

    /** {@return whether this is a probe's event at a function's return} */
    boolean isReturn() {
        return fields.containsKey("__probe_func") && fields.containsKey("__probe_ret_ip");
    }
}
