type Call<V> = {
  promise: Promise<V | undefined>;
  settle: (v: V | undefined) => void;
  fail: (e: unknown) => void;
};

const atOnce = 20;

/**
 * Turns a read of many keys into a read of one: calls that come together share a statement, and while
 * one is under way the next gathers. `width` bounds the keys of one statement.
 */
export function batched<V>(
  read: (keys: string[]) => Promise<Map<string, V>>,
  width = 250,
): (key: string) => Promise<V | undefined> {
  let waiting = new Map<string, Call<V>>();
  let running = 0;

  const next = () => {
    if (running >= 2 || waiting.size === 0) return;
    running += 1;
    const taken = new Map([...waiting].slice(0, width));
    waiting = new Map([...waiting].slice(width));
    read([...taken.keys()])
      .then(
        (found) => {
          settle([...taken], found);
        },
        (error: unknown) => {
          for (const call of taken.values()) call.fail(error);
        },
      )
      .finally(() => {
        running -= 1;
        next();
      });
  };

  // Whoever waited goes on at once: a few in each turn of the loop, or a storm would stall everybody else.
  const settle = (calls: [string, Call<V>][], found: Map<string, V>) => {
    for (const [key, call] of calls.slice(0, atOnce)) call.settle(found.get(key));
    if (calls.length > atOnce) setImmediate(settle, calls.slice(atOnce), found);
  };

  return (key) => {
    const already = waiting.get(key);
    if (already) return already.promise;
    const { promise, resolve, reject } = Promise.withResolvers<V | undefined>();
    waiting.set(key, { promise, settle: resolve, fail: reject });
    if (waiting.size === 1) setImmediate(next);
    return promise;
  };
}
