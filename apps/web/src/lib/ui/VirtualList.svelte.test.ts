import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import VirtualList from './VirtualList.svelte';

interface Person {
  id: string;
  name: string;
}

const people: Person[] = Array.from({ length: 300 }, (_, n) => ({ id: `p${n}`, name: `職員${n}` }));
const row = createRawSnippet((person: () => Person) => ({
  render: () => `<div>${person().name}</div>`,
}));

async function listed(chosen: string | undefined = undefined) {
  const onchoose = vi.fn();
  const onopen = vi.fn();
  const { container } = await render(VirtualList<Person>, {
    name: '職員',
    items: people,
    keyOf: (person) => person.id,
    chosen,
    onchoose,
    onopen,
    beginsWith: (person, typed) => person.name.endsWith(`員${typed}`),
    row,
  });
  container.style.height = '400px';
  return { onchoose, onopen };
}

test('300 people are a list of 300, of which only those in sight are drawn', async () => {
  await listed();
  const first = page.getByRole('option').first();
  await expect.element(first).toHaveAttribute('aria-setsize', '300');
  expect(page.getByRole('option').elements().length).toBeLessThan(60);
});

test('arrows move from the chosen row and Enter opens it', async () => {
  const { onchoose, onopen } = await listed('p4');
  const list = page.getByRole('listbox').element();
  if (list instanceof HTMLElement) list.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(onchoose).toHaveBeenLastCalledWith(people[5]);
  await userEvent.keyboard('{Enter}');
  expect(onopen).toHaveBeenLastCalledWith(people[4]);
});

test('what is typed goes to the row that begins with it, far down too', async () => {
  const { onchoose } = await listed();
  const list = page.getByRole('listbox').element();
  if (list instanceof HTMLElement) list.focus();
  await userEvent.keyboard('250');
  expect(onchoose).toHaveBeenLastCalledWith(people[250]);
  await expect.element(page.getByText('職員250')).toBeVisible();
});

test('the row that a link opens comes into view and stands as the chosen one', async () => {
  await listed('p250');
  const chosen = page.getByRole('option', { name: '職員250', exact: true });
  await expect.element(chosen).toHaveAttribute('aria-selected', 'true');
  await expect.element(chosen).toBeInViewport();
});

test('a press gives the list the focus without a ring, though one was typing before', async () => {
  const field = document.createElement('input');
  document.body.append(field);
  await listed();
  field.focus();
  await userEvent.keyboard('a');
  await page.getByRole('option', { name: '職員3', exact: true }).click();
  const list = page.getByRole('listbox').element();
  expect(document.activeElement).toBe(list);
  expect(list.matches(':focus-visible')).toBe(false);
  field.remove();
});
