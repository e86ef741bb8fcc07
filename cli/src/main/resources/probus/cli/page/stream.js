// SPDX-License-Identifier: Apache-2.0
// Listens to the server. A browser comes back by itself after an interruption and says where it was; where it gives up,
// this tries again.

const AGAIN_MS = 1500;

export class Stream {
  constructor(store, told) {
    this.store = store;
    this.told = told;
    this.connections = 0;
    this.received = 0;
    this.open();
  }

  open() {
    const { store } = this;
    const from = store.instance ? `?after=${store.instance}-${store.lastId}` : '';
    const source = new EventSource(`events${from}`);
    source.addEventListener('hello', e => this.hello(JSON.parse(e.data)));
    source.addEventListener('choices', e => this.told.choices(JSON.parse(e.data)));
    source.addEventListener('status', e => this.told.status(JSON.parse(e.data)));
    source.addEventListener('rules', e => this.told.rules(JSON.parse(e.data)));
    source.addEventListener('entries', e => {
      this.received++;
      store.add(JSON.parse(e.data));
    });
    source.onerror = () => {
      this.told.offline();
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), AGAIN_MS);
    };
  }

  hello(hello) {
    this.connections++;
    if (this.store.instance && this.store.instance !== hello.instance) this.store.reset(hello.instance);
    this.store.instance = hello.instance;
    this.told.hello(hello);
  }
}
