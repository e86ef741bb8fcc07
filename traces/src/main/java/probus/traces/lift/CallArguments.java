// SPDX-License-Identifier: Apache-2.0
package probus.traces.lift;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import probus.traces.record.Arguments;
import probus.traces.record.TraceRecord;

/**
 * What the arguments in a function graph say in the words of probes: a graph shows the parameters under their own names, and
 * of structures the address alone, where a probe shows the name of a device.
 */
final class CallArguments {
    private static final Pattern DEVICE = Pattern.compile("(?:^| )dev=(0x[0-9a-f]{1,16})(?= |$)");
    private static final Pattern NUMBER =
            Pattern.compile("(?:^| )(group|domain|type|flags|link)=(0x[0-9a-f]{1,16}|-?\\d{1,19})(?= |$)");
    private static final Pattern INSTANCE = Pattern.compile("(?:^| )iommu=(0x[0-9a-f]{1,16})(?= |$)");

    private CallArguments() {}

    /** {@return the arguments of a call; its return value as it is} */
    static Arguments of(Function function, TraceRecord.Call call) {
        String text = call.arguments().text();
        if (text.isEmpty() || call.exit()) {
            return call.arguments();
        }
        StringBuilder said = new StringBuilder();
        Matcher device = DEVICE.matcher(text);
        if (device.find()) {
            // one that was never named is at least told from others
            said.append("dev=").append(device.group(1));
        }
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            said.append(' ').append(number.group(1)).append('=').append(number.group(2));
        }
        Meaning meaning = function.row.meaning();
        Matcher instance = INSTANCE.matcher(text);
        if ((meaning == Meaning.REGISTER || meaning == Meaning.UNREGISTER) && instance.find()) {
            said.append(" iommu=").append(instance.group(1));
        }
        return new Arguments(said.toString().strip());
    }
}
