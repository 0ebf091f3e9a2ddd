import { expect, test } from 'vitest';
import { freePort } from '@engawa/infra/ports';
import { testHouse } from '@engawa/infra/test-house';

test.each([
  ['', [200, 200]],
  [';front=tls', [401, 200]],
])('behind "%s" a plain cookie and one of TLS answer %j', async (front, expected) => {
  const port = await freePort();
  const house = await testHouse({ LISTEN: `lgwan=127.0.0.1:${port}${front}` });
  try {
    const { cookies } = await house.person('髙田 美咲');
    const ask = async (cookie: string) =>
      (await fetch(`http://127.0.0.1:${port}/api/sessions`, { headers: { cookie } })).status;
    expect([await ask(cookies.lgwan), await ask(`__Host-${cookies.lgwan}`)]).toEqual(expected);
  } finally {
    await house.stop();
  }
});
