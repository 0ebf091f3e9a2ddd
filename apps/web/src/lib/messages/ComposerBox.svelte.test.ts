import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { cdp, page, userEvent } from 'vitest/browser';
import { Drafts } from '#lib/live/drafts.svelte.ts';
import { keyFrom } from '#lib/live/seal.ts';
import { OutboxStore } from '#lib/live/outbox-store.ts';
import { People } from '#lib/people/people.svelte.ts';
import ComposerStage from '../../../test/ComposerStage.svelte';
import { Composer } from './composer.svelte.ts';
import { addressable } from './mention-choices.ts';

/** Each person's session tells a secret of its own. */
const keyOf = (personId: string) => keyFrom(btoa(personId.padEnd(32, '-').slice(-32)));

const words = {
  everybody: '全員',
  allHint: (count: number) => `${count}人`,
  groupHint: (count: number) => `${count}人`,
};
const clerk = (id: string, name: string, kana: string) => ({
  id,
  name,
  kana,
  extension: '',
  duties: [],
  posts: [{ id: `post-${id}`, sectionId: 'shuno', section: '収納係', title: '主事', isOffice: false }],
});
const members = [
  clerk('hanako', '中川 陽子', 'なかがわ ようこ'),
  clerk('taku', '宮本 拓也', 'みやもと たくや'),
  clerk('misaki', '髙田 美咲', 'たかだ みさき'),
];
const elsewhere = clerk('chihiro', '大西 千尋', 'おおにし ちひろ');

const people = new People();
people.show([...members, elsewhere]);
const looked: string[] = [];

let store: OutboxStore;
let drafts: Drafts;
const sent: string[] = [];
const onup = vi.fn();

beforeEach(async () => {
  store = await OutboxStore.open(`composer-${Math.random()}`);
  sent.length = 0;
  onup.mockClear();
});
afterEach(async () => {
  await drafts.flush();
  store.close();
});

async function stage({ enterSends = true, takesReason = false } = {}) {
  drafts = await Drafts.open('hanako', store, await keyOf('hanako'), () => 'yes');
  const composer = new Composer('shuno', drafts, takesReason);
  const onsend = () => {
    const { body, myNumberReason } = composer.take();
    sent.push([body, myNumberReason].filter(Boolean).join('、理由は'));
  };
  looked.length = 0;
  const here = addressable(members, 'hanako', words, people.hall);
  await render(ComposerStage, {
    composer,
    addressable: {
      ...here,
      absent(word, most) {
        looked.push(word);
        return here.absent(word, most);
      },
    },
    enterSends,
    onsend,
    onup,
  });
  const field = page.getByRole('textbox', { name: '収納係へのメッセージ' });
  await field.click();
  return { composer, field };
}

/** Composes as an input method does: the text is in the field, underlined, until it is confirmed. */
async function compose(text: string) {
  await cdp().send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
}

function press(key: string, more: KeyboardEventInit & { keyCode?: number } = {}) {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  // Chromium does not take keyCode from the initialiser of the standard's own type.
  if (more.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: more.keyCode });
  document.activeElement?.dispatchEvent(event);
  return event;
}

test('Enter of the input method sends nothing; the next Enter sends once', async () => {
  const { field } = await stage();
  await compose('りょうかい');
  press('Enter', { isComposing: true, keyCode: 229 });
  await cdp().send('Input.insertText', { text: '了解です' });
  await expect.element(field).toHaveValue('了解です');
  expect(sent).toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual(['了解です']);
});

test('in the order of Safari the confirming Enter sends nothing, with and without 229', async () => {
  const { field } = await stage();
  for (const keyCode of [229, 13]) {
    await field.fill('確認します');
    document.activeElement?.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    document.activeElement?.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    expect(press('Enter', { keyCode }).defaultPrevented).toBe(false);
    expect(sent).toEqual([]);
  }
  await new Promise((done) => setTimeout(done, 150));
  press('Enter', { keyCode: 13 });
  expect(sent).toEqual(['確認します']);
});

test('the first key of a composition, told by 229 alone, does nothing', async () => {
  await stage();
  press('ArrowUp', { keyCode: 229 });
  press('Enter', { keyCode: 229 });
  press('Process', { keyCode: 229 });
  expect(onup).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
});

test('Ctrl+Enter waits for the input method as well', async () => {
  const { field } = await stage({ enterSends: false });
  await field.fill('文');
  press('Enter', { ctrlKey: true, isComposing: true, keyCode: 229 });
  expect(sent).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveValue('文\n');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(sent).toEqual(['文\n']);
});

test('Shift+Enter breaks the line', async () => {
  const { field } = await stage();
  await userEvent.keyboard('一{Shift>}{Enter}{/Shift}二');
  await expect.element(field).toHaveValue('一\n二');
  expect(sent).toEqual([]);
});

test('＠ directly after kanji finds people while the reading is composed, and takes no key of it', async () => {
  const { field } = await stage();
  await userEvent.keyboard('窓口＠');
  await compose('みやも');
  await expect.element(page.getByRole('option', { name: /宮本 拓也/ })).toBeVisible();
  press('Enter', { isComposing: true, keyCode: 229 });
  await expect.element(page.getByRole('listbox')).toBeVisible();
  await cdp().send('Input.insertText', { text: 'みやも' });
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveValue('窓口@宮本 拓也 ');
  expect(sent).toEqual([]);
  await userEvent.keyboard('さん{Enter}');
  expect(sent).toEqual(['窓口<@p:taku> さん']);
});

test.each(['高田', 'takada', 'ﾀｶﾀﾞ', '髙田'])('%s finds 髙田', async (spelling) => {
  const { field } = await stage();
  await field.fill(`@${spelling}`);
  await expect.element(page.getByRole('option', { name: /髙田 美咲/ })).toBeVisible();
});

test('somebody of the hall who is not here is named, and cannot be addressed', async () => {
  const { field } = await stage();
  await field.fill('確認を＠おおにし');
  await expect.element(page.getByText('このチャンネルにいません')).toBeVisible();
  await expect.element(page.getByText('大西 千尋')).toBeVisible();
  expect(page.getByRole('option').elements()).toHaveLength(0);
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual(['確認を＠おおにし']);
});

test('the whole hall is looked through when the writing pauses, and never during a composition', async () => {
  await people.hall.finish();
  await stage();
  await userEvent.keyboard('@');
  for (const text of ['お', 'おお', 'おおに', 'おおにし']) await compose(text);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(looked).toEqual([]);
  await cdp().send('Input.insertText', { text: 'おおにし' });
  await expect.element(page.getByText('大西 千尋')).toBeVisible();
  expect(new Set(looked)).toEqual(new Set(['おおにし']));
});

test('everybody is offered with the count, and Escape asks for nobody', async () => {
  await stage();
  await userEvent.keyboard('@');
  await expect.element(page.getByRole('option', { name: /全員.*2人/ })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual(['@']);
});

test('pasted cells become a table, and Ctrl+Z takes it back', async () => {
  const { field } = await stage();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', '月\t件\r\n4月\t12\r\n');
  document.activeElement?.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
  );
  await expect.element(field).toHaveValue('| 月 | 件 |\n| --- | --- |\n| 4月 | 12 |\n\n');
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(field).toHaveValue('');
});

test('a my number is refused with the reason before anything leaves', async () => {
  const { field } = await stage();
  await field.fill('番号は 1234 5678 9018 です');
  await expect.element(page.getByText(/個人番号（マイナンバー）らしい/)).toBeVisible();
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual([]);
});

test('what is too long is told before it is sent', async () => {
  const { composer } = await stage();
  composer.text = 'あ'.repeat(10_012);
  await expect.element(page.getByText('12文字多いため送れません', { exact: false })).toBeVisible();
  await expect.element(page.getByRole('button', { name: '送信' })).toBeDisabled();
});

test('a draft is there again with its addresses', async () => {
  await stage();
  await userEvent.keyboard('@みやもと');
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('あとで');
  await drafts.flush();
  const again = new Composer('shuno', await Drafts.open('hanako', store, await keyOf('hanako'), () => 'yes'));
  expect(again.text).toBe('@宮本 拓也 あとで');
  expect(again.take().body).toBe('<@p:taku> あとで');
});

test('↑ in an empty field goes to the messages', async () => {
  await stage();
  await userEvent.keyboard('{ArrowUp}');
  expect(onup).toHaveBeenCalledOnce();
});

test('a 個人番号 is not sent, and no reason is asked for where the hall takes none', async () => {
  const { field } = await stage();
  await field.fill('番号は 1234-5678-9018 です');
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual([]);
  await expect.element(page.getByText(/番号を消すと送れます/)).toBeVisible();
  expect(page.getByRole('textbox', { name: '必要な理由' }).elements()).toHaveLength(0);
});

test('where the hall allows it, a 個人番号 goes with its reason and not without', async () => {
  const { field, composer } = await stage({ takesReason: true });
  await field.fill('番号は 1234-5678-9018 です');
  await userEvent.keyboard('{Enter}');
  expect(sent).toEqual([]);
  await page.getByRole('textbox', { name: '必要な理由' }).fill('還付の手続きのため');
  await page.getByRole('button', { name: '送信' }).click();
  expect(sent).toEqual(['番号は 1234-5678-9018 です、理由は還付の手続きのため']);
  expect(composer.reason).toBe('');
});

test('a quote tells whose words it is, and how they begin', async () => {
  const { composer } = await stage();
  composer.quoting({
    id: 'm1',
    channelId: 'shuno',
    no: 1,
    authorId: '丸山 勉',
    clientId: 'c1',
    body: '会議室の**予約**をお願いします。',
    quoteId: null,
    mentioned: [],
    mentionAll: false,
    createdAt: '2026-11-23T01:00:00.000Z',
    editedAt: null,
    hiddenAt: null,
    redactedAt: null,
    stamps: [],
  });
  await expect.element(page.getByText('丸山 勉さんの発言を引用')).toBeVisible();
  await expect.element(page.getByText('会議室の予約をお願いします。')).toBeVisible();
});
