// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A fixed set of ASCII names, looked up by bytes: open addressing, at most half full. */
final class NameSet implements NameLookup {
    private final String[] names;
    private final byte[][] keys;

    NameSet(Collection<String> wanted) {
        int size = Integer.highestOneBit(Math.max(8, wanted.size() * 2)) << 1;
        names = new String[size];
        keys = new byte[size][];
        for (String name : wanted) {
            add(name);
        }
    }

    @Override
    public String find(byte[] bytes, int from, int to) {
        for (int slot = slot(hash(bytes, from, to)); names[slot] != null; slot = slot(slot + 1)) {
            if (same(keys[slot], bytes, from, to)) {
                return names[slot];
            }
        }
        return null;
    }

    private void add(String name) {
        byte[] key = name.getBytes(StandardCharsets.ISO_8859_1);
        if (find(key, 0, key.length) != null) {
            return;
        }
        int slot = slot(hash(key, 0, key.length));
        while (names[slot] != null) {
            slot = slot(slot + 1);
        }
        names[slot] = name;
        keys[slot] = key;
    }

    private int slot(int hash) {
        return hash & names.length - 1;
    }

    private static boolean same(byte[] key, byte[] bytes, int from, int to) {
        if (key.length != to - from) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
