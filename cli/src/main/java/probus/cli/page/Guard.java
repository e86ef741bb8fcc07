// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import com.sun.net.httpserver.Headers;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask. Any page in any browser of this machine can send requests here, and a name in the outside world may be made to
 * point to this machine: so the Host must be this server's, the Origin, where there is one, too, and what changes something
 * needs the token that only the one who started the monitor was shown.
 */
final class Guard {
    static final String TOKEN_HEADER = "Probus-Token";
    private static final int TOKEN_BYTES = 18;
    private static final Pattern NUMERIC = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

    private final String token;
    private final int port;
    private final boolean local;
    private final Set<String> names;

    Guard(InetSocketAddress address, String host) {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        port = address.getPort();
        local = address.getAddress().isLoopbackAddress();
        names = Set.of("localhost", local ? "127.0.0.1" : host.toLowerCase(Locale.ROOT));
    }

    String token() {
        return token;
    }

    /** {@return why this request is refused; empty if it is not} */
    Optional<String> refuses(Headers request) {
        String host = request.getFirst("Host");
        if (host == null || !isOurs(host)) {
            return Optional.of("the Host header does not name this server");
        }
        String origin = request.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of("another site's page may not ask this server");
        }
        // A picture or a script that another site's page asks for comes without an Origin.
        String site = request.getFirst("Sec-Fetch-Site");
        boolean own = site == null || site.equals("same-origin") || site.equals("none");
        if (!own && !"navigate".equals(request.getFirst("Sec-Fetch-Mode"))) {
            return Optional.of("another site's page may not use this server");
        }
        return Optional.empty();
    }

    /** {@return whether the one who asks was shown the token} */
    boolean knows(Headers request) {
        String given = request.getFirst(TOKEN_HEADER);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Where other machines may ask, numbers are as good as names: nobody can make a number point elsewhere. */
    private boolean isOurs(String host) {
        String end = ":" + port;
        String name = host.endsWith(end) ? host.substring(0, host.length() - end.length()) : port == 80 ? host : "";
        boolean numeric = NUMERIC.matcher(name).matches();
        return names.contains(name.toLowerCase(Locale.ROOT)) || (local ? name.equals("[::1]") : numeric);
    }
}
