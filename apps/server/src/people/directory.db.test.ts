import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { Directory, DirectoryPerson, PersonCard } from '@engawa/contract/people';
import { newId } from '@engawa/db/id';
import { transact } from '@engawa/db/transact';
import { publish } from '#platform/live/publish.ts';
import { testHouse, type Made, type TestHouse } from '@engawa/infra/test-house';

let house: TestHouse;
let hanako: Made;
let ken: Made;

beforeAll(async () => {
  house = await testHouse();
  hanako = await house.person('髙田 花子');
  ken = await house.person('健');
  const division = await house.section('税務課', [], []);
  await house.section('収納係', [hanako], [ken], division);
  await house.db
    .insertInto('extension')
    .values([
      { id: newId(), number: '2134', personId: hanako.id },
      { id: newId(), number: '2134', personId: ken.id },
      { id: newId(), number: '2130', sectionId: division },
    ])
    .execute();
  await house.db.insertInto('duty').values({ id: newId(), personId: hanako.id, name: '口座振替' }).execute();
});
afterAll(() => house.stop());

const ask = (
  path: string,
  person: Made,
  headers: Record<string, string> = {},
  zone: 'lgwan' | 'guest' = 'lgwan',
) => fetch(house.origins[zone] + path, { headers: { cookie: person.cookies[zone], ...headers } });

const directory = async (person = ken, zone: 'lgwan' | 'guest' = 'lgwan') =>
  Directory.parse(await (await ask('/api/people', person, {}, zone)).json());

const upload = (person: Made, body: Uint8Array, type = 'image/png') =>
  fetch(`${house.origins.lgwan}/api/me/photo`, {
    method: 'POST',
    headers: { cookie: person.cookies.lgwan, origin: house.origins.lgwan, 'content-type': type },
    body: new Uint8Array(body),
  });

const picture = (side = 300, background = '#186') =>
  sharp({ create: { width: side, height: side * 2, channels: 3, background } });

test('everybody with posts, extensions and duties, in one answer', async () => {
  const { people, sections } = await directory();
  expect(people.find(({ id }) => id === hanako.id)).toMatchObject({
    name: '髙田 花子',
    extensions: ['2134'],
    posts: [{ title: '係長', head: true, main: true, until: null }],
    duties: ['口座振替'],
    former: false,
  });
  expect(sections.map(({ name, extensions }) => [name, extensions])).toEqual([
    ['税務課', ['2130']],
    ['収納係', []],
  ]);
});

test('the answer is compressed, and sent again only when the organisation changed', async () => {
  const first = await ask('/api/people', ken);
  expect(first.headers.get('content-encoding')).toBe('gzip');
  const etag = first.headers.get('etag') ?? '';
  await first.arrayBuffer();
  expect((await ask('/api/people', ken, { 'if-none-match': etag })).status).toBe(304);
  await upload(ken, await picture().png().toBuffer());
  expect((await ask('/api/people', ken, { 'if-none-match': etag })).status).toBe(200);
});

test('who is no longer there keeps the name and nothing else', async () => {
  const gone = await house.person('去った人');
  await house.section('旧課', [gone], []);
  await house.db.updateTable('person').set({ leftOn: '2020-01-01' }).where('id', '=', gone.id).execute();
  const { clock, live } = house.platform;
  await transact(house.db, (tx) =>
    publish(tx, live.deliver, clock.now(), [{ scope: 'org', type: 'directory:changed', data: {} }]),
  );
  const person = (await directory()).people.find(({ id }) => id === gone.id);
  expect(person).toEqual({
    id: gone.id,
    name: '去った人',
    kana: '',
    photo: null,
    extensions: [],
    posts: [],
    duties: [],
    former: true,
  });
});

test('a guest sees only the names of those in an open channel with them', async () => {
  const guest = await house.person('客');
  await house.channel('窓口', [ken, guest], { label: '1' });
  await house.channel('内部', [hanako, guest], { label: '2' });
  const { people, sections } = await directory(guest, 'guest');
  expect(people.map(({ name }) => name).toSorted()).toEqual(['客', '健'].toSorted());
  expect(people.every(({ extensions, posts }) => extensions.length + posts.length === 0)).toBe(true);
  expect(sections).toEqual([]);
  expect((await ask(`/api/people/${ken.id}`, guest, {}, 'guest')).status).toBe(404);
});

test('the card tells who shares the extension', async () => {
  const card = PersonCard.parse(await (await ask(`/api/people/${hanako.id}`, ken)).json());
  expect(card.sharing).toEqual([{ number: '2134', personIds: [ken.id] }]);
  expect((await ask(`/api/people/${newId()}`, ken)).status).toBe(404);
});

test('a picture is drawn anew in two sizes, told to everybody and served for ever', async () => {
  const colleague = await house.connect(ken);
  const withPlace = await picture()
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer();
  const answer = await upload(hanako, withPlace, 'image/jpeg');
  expect(answer.status).toBe(200);
  const event = await colleague.event('person:changed', ({ data }) => Object(data).id === hanako.id);
  const photo: string = Object(event.data).photo;
  const large = await ask(`/api/photos/${photo}/large`, ken);
  expect(large.headers.get('content-type')).toBe('image/webp');
  expect(large.headers.get('cache-control')).toContain('immutable');
  const bytes = Buffer.from(await large.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 });
  expect(bytes.includes('secret place')).toBe(false);
  const small = Buffer.from(await (await ask(`/api/photos/${photo}/small`, ken)).arrayBuffer());
  expect(await sharp(small).metadata()).toMatchObject({ width: 96, height: 96 });
});

test('a picture that nobody has any more is gone', async () => {
  const person = await house.person('写真');
  const colleague = await house.connect(person);
  const first: string = Object(
    await (await upload(person, await picture(310, '#a40').png().toBuffer())).json(),
  ).photo;
  await colleague.command('photo:remove', {});
  expect((await ask(`/api/photos/${first}/small`, person)).status).toBe(404);
  const { people, seq } = await directory(person);
  expect(people.find(({ id }) => id === person.id)?.photo).toBeNull();
  // Where there is none, nobody is told of anything.
  await colleague.command('photo:remove', {});
  expect((await directory(person)).seq).toBe(seq);
});

test.each([
  ['text', Buffer.from('not a picture'), 'image/png'],
  [
    'a drawing that could fetch things',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>'),
    'image/svg+xml',
  ],
  ['a broken picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'],
  ['nothing', Buffer.alloc(0), 'image/png'],
])('%s is no picture', async (_what, bytes, type) => {
  const answer = await upload(ken, bytes, type);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test('a picture too large in bytes or in pixels is refused', async () => {
  expect((await upload(ken, Buffer.alloc(11 * 1024 * 1024, 1))).status).toBe(413);
  const wide = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  expect((await upload(ken, wide)).status).toBe(422);
});

test('the directory before and the events give the directory after', async () => {
  const colleague = await house.connect(ken);
  const before = await directory();
  await upload(ken, await picture(320, '#808').png().toBuffer());
  await (await house.connect(hanako)).command('photo:remove', {});
  const after = await directory();
  await colleague.event('person:changed', ({ seq }) => seq === after.seq);
  const replayed = structuredClone(before);
  for (const { scope, seq, type, data } of colleague.events) {
    if (scope !== 'org' || seq <= before.seq || type !== 'person:changed') continue;
    const changed = DirectoryPerson.parse(data);
    replayed.people = replayed.people.map((person) => (person.id === changed.id ? changed : person));
    replayed.seq = seq;
  }
  expect(replayed).toEqual(after);
});
