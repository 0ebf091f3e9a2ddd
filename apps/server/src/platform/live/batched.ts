/**
 * Turns a read of many keys into a read of one: calls that come together share a statement, and while
 * one is under way the next gathers. `width` bounds the keys of one statement.
 */
export function batched<V>(
  read: (keys: string[]) => Promise<Map<string, V>>,
  width = 250,
): (key: string) => Promise<V | undefined> {
  let waiting = new Map<
    string,
    { promise: Promise<V | undefined>; settle: (v: V | undefined) => void; fail: (e: unknown) => void }
  >();
  let running = 0;

  const next = () => {
    if (running >= 2 || waiting.size === 0) return;
    running += 1;
    const taken = new Map([...waiting].slice(0, width));
    waiting = new Map([...waiting].slice(width));
    read([...taken.keys()])
      .then(
        (found) => {
          for (const [key, call] of taken) call.settle(found.get(key));
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

  return (key) => {
    const already = waiting.get(key);
    if (already) return already.promise;
    const { promise, resolve, reject } = Promise.withResolvers<V | undefined>();
    waiting.set(key, { promise, settle: resolve, fail: reject });
    if (waiting.size === 1) setImmediate(next);
    return promise;
  };
}
