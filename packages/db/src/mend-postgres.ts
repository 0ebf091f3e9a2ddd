import { registerHooks } from 'node:module';

type Mend = { find: string; put: string };

/**
 * postgres.js 3.4.9 writes to a socket that is gone (which ends the process), keeps what it had not
 * written for the next connection (which blocks that place of the pool for ever), never answers what was
 * asked between a connection's error and its end (and gives it the answer to another question later), and
 * lets a transaction whose connection died go on on whatever the connection is used for next.
 */
const mends: Record<string, Mend[]> = {
  'connection.js': [
    {
      find: `  function nextWrite(fn) {
`,
      put: `  function nextWrite(fn) {
    if (!socket) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return true
    }
`,
    },
    {
      find: `    incomings = null
    clearImmediate(nextWriteTimer)
`,
      put: `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`,
    },
    {
      find: `    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      put: `    socket = null

    const gone = Errors.connection('CONNECTION_CLOSED', options, socket)
    stream && (stream.destroy(gone), stream = null)
    query && queryError(query, gone)
    while (sent.length)
      queryError(sent.shift(), gone)
    query = results = errorResponse = null
    result = new Result()
    ended && (ended(), ending = ended = null)

    if (initial)
      return reconnect()

`,
    },
    { find: `        return fetchArrayTypes()`, put: `        return fetchArrayTypes().catch(() => {})` },
  ],
  'index.js': [
    {
      find: `        new Promise((_, reject) => connection.onclose = reject)
`,
      put: `        new Promise((_, reject) => connection.onclose = (e) => {
          reject(e)
          while (queries.length) queries.shift().reject(e)
        })
`,
    },
    {
      find: `      function handler(q) {
        q.catch(e => uncaughtError || (uncaughtError = e))
`,
      put: `      function handler(q) {
        q.catch(e => uncaughtError || (uncaughtError = e))
        if (c.reserved !== hold) return q.reject(Errors.connection('CONNECTION_CLOSED', options))
`,
    },
    {
      find: `      , prepare = null

    try {
      await sql.unsafe('begin '`,
      put: `      , prepare = null
      , hold = null

    try {
      await sql.unsafe('begin '`,
    },
    {
      find: `      c.reserved = () => queries.length
`,
      put: `      c.reserved = hold = () => queries.length
`,
    },
  ],
};

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const file = /\/node_modules\/postgres\/src\/(\w+\.js)$/.exec(url)?.[1];
    const wanted = file ? mends[file] : undefined;
    if (!wanted || !loaded.source) return loaded;
    let source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    for (const { find, put } of wanted) {
      if (source.split(find).length !== 2)
        throw new Error(`postgres/src/${file} has changed: look at mend-postgres.ts`);
      source = source.replace(find, () => put);
    }
    return { ...loaded, source };
  },
});
